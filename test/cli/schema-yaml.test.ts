// The commented full spec compiles, its defaults are the real ones, and it contains every key of the schema.
import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import * as z from 'zod/mini'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { fullYaml } from '../../src/pipeline/full-yaml.ts'
import { loadPipeline } from '../../src/pipeline/load.ts'
import type { LoadedPipeline } from '../../src/pipeline/pipeline.ts'
import { Spec } from '../../src/pipeline/schema.ts'
import { planStages } from '../../src/plan/stages.ts'
import { fieldsOf, type Schema } from '../../src/pipeline/shape.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { emptyFolder } from './output/workspace.ts'
import { repository } from './repository.ts'
import { standIn } from '../support/runner-program.ts'

test('the full spec compiles', (t) => {
  const root = repository(t)
  writeFileSync(join(root, 'waves/orders/pipeline.yaml'), fullYaml)
  const { diagnostics, pipelines } = compileAll(diskTree(root), 'waves', { runner: standIn, renderer: noProgram })
  assert.deepEqual(
    diagnostics.map(({ code, message }) => `${code}: ${message}`),
    [],
  )
  assert.deepEqual(
    pipelines.map(({ environment }) => environment),
    ['production', 'staging'],
  )
})

test('with its alternatives uncommented it is valid YAML and has every key of the schema', () => {
  const whole = fullYaml.replaceAll(/^( *)#: ?/gm, '$1')
  const keys = new Set([...whole.matchAll(/(?:^|[\s{,[])([A-Za-z][\w-]*):(?=\s|$)/gm)].map(([, key]) => key))
  const missing = keysOf(Spec).filter((key) => !keys.has(key))
  assert.deepEqual(missing, [])
})

test('each value marked as a default is the default', (t) => {
  assert.deepEqual(defaultsIn(pipelineOf(t, fullYaml)), defaultsIn(pipelineOf(t, minimal)))
})

test('deadline, retries, phase and wave of every stage are those of a spec without these fields', (t) => {
  const { spec } = pipelineOf(t, fullYaml)
  const written = [spec.preflight, spec.migrate, spec.deploy, spec.smokeTest, spec.verify].map(
    ({ deadline, backoffLimit, hook, wave }) => ({ deadline, backoffLimit, hook, wave }),
  )
  const plan = planStages(pipelineOf(t, minimal), { phase: 'Sync', wave: 0, release: 'v1.0.0' })
  assert.deepEqual(plan.diagnostics, [])
  const planned = (plan.value?.stages ?? [])
    .filter(({ name }) => name !== 'report')
    .map(({ attemptSeconds, backoffLimit, phase, wave }) => ({
      deadline: attemptSeconds * 1000,
      backoffLimit,
      hook: phase,
      wave,
    }))
  assert.deepEqual(written, planned)
})

/** Without the patch of production. */
function pipelineOf(t: TestContext, text: string): LoadedPipeline {
  const root = emptyFolder(t)
  cpSync(repository(t), root, { recursive: true })
  writeFileSync(join(root, 'waves/orders/pipeline.yaml'), text)
  const { value, diagnostics } = loadPipeline(diskTree(root), 'waves/orders/pipeline.yaml')
  assert.deepEqual(diagnostics, [])
  const pipeline = value?.find(({ environment }) => environment !== 'production')
  assert.ok(pipeline !== undefined)
  return pipeline
}

const minimal = `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: orders, namespace: shop }
spec:
  database: { secret: orders-db-migrator }
  migrations: { tool: flyway, path: migrations }
  workload: app
  deploy: { candidate: { env: { CONSUMERS: "off" } } }
  smokeTest: { http: [{ path: /healthz }] }
`

function defaultsIn(pipeline: LoadedPipeline): unknown {
  const { profile, target, platform, database, deploy, report, smokeTest } = pipeline.spec
  const { engine, lockTimeout, statementTimeout } = database
  const stableFor = deploy.candidate === false ? undefined : deploy.candidate?.stableFor
  const { status, timeout } = smokeTest.http?.[0] ?? {}
  return { profile, target, platform, engine, lockTimeout, statementTimeout, stableFor, report, status, timeout }
}

/** Of the whole schema, each once. */
function keysOf(schema: Schema): readonly string[] {
  const found = new Set<string>()
  const walk = (each: Schema): void => {
    const inner = bare(each)
    if (inner instanceof z.ZodMiniArray) return walk(inner.def.element)
    for (const [key, field] of fieldsOf(inner)) {
      found.add(key)
      walk(field)
    }
  }
  walk(schema)
  return [...found].sort()
}

function bare(schema: Schema): Schema {
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault || schema instanceof z.ZodMiniPrefault)
    return bare(schema.def.innerType)
  return schema
}
