// What the simulator says where a Secret is missing: wavec's own containers say so at once, and others wait for it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { simulate } from '../../src/project/simulate/from-tree.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import type { TaskState } from '../../src/timeline/trace.ts'
import { repository } from '../support/golden.ts'

/** A compiled folder; `required`: as it would be if no reference to a Secret were optional. */
function simulated(folder: string, fail: string, references: 'as compiled' | 'required'): readonly string[] {
  const files = readdirSync(`${repository}${folder}`).filter((name) => name.endsWith('.yaml'))
  const texts = files.map((name) => {
    const text = readFileSync(`${repository}${folder}/${name}`, 'utf8')
    return [
      `${folder}/${name}`,
      references === 'required' ? text.replaceAll(/^ *optional: true\n/gm, '') : text,
    ] as const
  })
  const answer = simulate(memoryTree(Object.fromEntries(texts)), { paths: texts.map(([path]) => path), fail })
  assert.ok(answer.kind === 'simulated', JSON.stringify(answer))
  const { tasks, passes } = answer.trace
  const told: string[] = []
  const before = new Map<string, TaskState>()
  for (const { at, states } of passes) {
    for (const { id, kind, name } of tasks) {
      const state = states[id]
      const isEnd = state === 'failed' || (state === 'succeeded' && name.endsWith('-report') && kind === 'Job')
      if (isEnd && before.get(id) !== state) told.push(`${at} s ${kind}/${name} ${state}`)
      if (state !== undefined) before.set(id, state)
    }
  }
  return told
}

const catalog = 'manifests/default/catalog'
const orders = 'manifests/production/orders'

test('a Secret that is missing fails preflight at once, and the report ends in seconds', () => {
  assert.deepEqual(simulated(catalog, 'Secret/catalog-db-migrator', 'as compiled'), [
    '7 s Job/catalog-1-preflight failed',
    '12 s Job/catalog-report succeeded',
  ])
})

test('with required references the same Job would wait until its last pod is ended', () => {
  const [first = ''] = simulated(catalog, 'Secret/catalog-db-migrator', 'required')
  assert.match(first, /^9\d\d s Job\/catalog-1-preflight failed$/)
})

test('the reader’s Secret is missed by the first stage that reads it', () => {
  const [first = ''] = simulated(catalog, 'Secret/catalog-db-reader', 'as compiled')
  assert.match(first, /Job\/catalog-4-smoke-test failed$/)
})

test('an ExternalSecret that fails leaves its Secret out: the report ends without it', () => {
  assert.deepEqual(simulated(orders, 'ExternalSecret/orders-db-reader', 'as compiled'), [
    '5 s ExternalSecret/orders-db-reader failed',
    '10 s Job/orders-report succeeded',
  ])
  const required = simulated(orders, 'ExternalSecret/orders-db-reader', 'required')
  assert.match(required.at(-1) ?? '', /^6\d s Job\/orders-report failed$/)
})
