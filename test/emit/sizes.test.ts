// A ConfigMap as client-side apply stores it: how far each is from the limit, and that one above it is refused by name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { annotationBytes, annotationLimit } from '../../src/emit/check/sizes.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { runnerProgram } from '../../src/connect/runner-program.ts'
import { diskTree } from '../../src/connect/disk.ts'
import type { RunnerProgram } from '../../src/protocol/runner.ts'
import { repository } from '../support/golden.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { builtRunner } from '../support/program.ts'

const golden = diskTree(`${repository}test/golden/gate-travels`)

test('the program of the Jobs is far below what client-side apply can store', async (t) => {
  const maps = configMaps(runnerProgram(await builtRunner()))
  assert.deepEqual(
    maps.map(({ metadata }) => metadata.name),
    ['ledger-runner', 'ledger-gate-runner'],
  )
  for (const each of maps) {
    const size = annotationBytes(each)
    t.diagnostic(`${each.metadata.name}: ${size} of ${annotationLimit} bytes, ${annotationLimit - size} left`)
    assert.ok(size < annotationLimit * 0.75, `${size} bytes`)
  }
})

test('a program above it is refused by the name of each ConfigMap that would hold it', () => {
  const grown = { sha256: 'f'.repeat(64), base64: 'A'.repeat(annotationLimit) }
  const { diagnostics } = compileAll(golden, 'waves', { renderer: noProgram, runner: grown })
  assert.deepEqual(
    diagnostics.map(({ code, message }) => `${code} ${message.split(' ')[0]}`),
    ['sync/too-large ConfigMap/ledger-gate-runner', 'sync/too-large ConfigMap/ledger-runner'],
  )
})

test('the size is that of the annotation which kubectl apply writes, and of those beside it', () => {
  const manifest = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', annotations: { 'b/c': 'é' } },
    data: { text: 'x < y & "z"\n' },
    binaryData: { bytes: 'AAAA', more: 'BB==' },
  }
  const stored = String.raw`{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","annotations":{"b/c":"é"}},"data":{"text":"x \u003c y \u0026 \"z\"\n"},"binaryData":{"bytes":"AAAA","more":"BB=="}}`
  const others = 'b/cé'
  const key = 'kubectl.kubernetes.io/last-applied-configuration'
  assert.equal(annotationBytes(manifest), Buffer.byteLength(`${key}${stored}\n${others}`))
})

function configMaps(runner: RunnerProgram): readonly Manifest[] {
  const { pipelines, diagnostics } = compileAll(golden, 'waves', { renderer: noProgram, runner })
  assert.deepEqual(diagnostics, [])
  return pipelines
    .flatMap(({ files }) => files)
    .filter(({ path }) => path.endsWith('-runner.yaml'))
    .flatMap(({ path, text }) => loadManifests(path, text).manifests.map(({ manifest }) => manifest))
}
