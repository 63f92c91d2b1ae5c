// Profile jobs: a Job's name changes if and only if what it runs changes.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { renderer } from '../support/renderers.ts'
import { standIn } from '../support/runner-program.ts'

const read = (path: string): string => readFileSync(new URL(`../../waves/variants/${path}`, import.meta.url), 'utf8')
const files = {
  'waves/jobs/pipeline.yaml': read('jobs/pipeline.yaml').replaceAll('../common/', ''),
  'waves/jobs/app/stock.yaml': read('common/app/stock.yaml'),
  'waves/jobs/migrations/V1__create_shelves.sql': read('common/migrations/V1__create_shelves.sql'),
}

function namesOf(changed: Partial<typeof files> & Readonly<Record<string, string>>): readonly string[] {
  const compiled = compileAll(memoryTree({ ...files, ...changed }), 'waves', { runner: standIn, renderer })
  assert.deepEqual(compiled.diagnostics, [])
  return compiled.files.flatMap(({ path, text }) =>
    path.endsWith('.yaml')
      ? loadManifests(path, text).manifests.flatMap(({ manifest }) =>
          manifest.kind === 'Job' ? [manifest.metadata.name] : [],
        )
      : [],
  )
}

const spec = files['waves/jobs/pipeline.yaml']
const before = namesOf({})

test('the same input gives the same names, in the order of the stages', () => {
  assert.deepEqual(namesOf({}), before)
  assert.deepEqual(
    before.map((name) => name.slice(0, -9)),
    ['jobs-1-preflight', 'jobs-2-migrate', 'jobs-3-smoke-test'],
  )
})

test('a change that the Jobs do not run keeps their names', () => {
  const app = files['waves/jobs/app/stock.yaml'].replace('replicas: 2', 'replicas: 3')
  assert.deepEqual(namesOf({ 'waves/jobs/app/stock.yaml': app }), before)
})

const changes: readonly (readonly [string, Parameters<typeof namesOf>[0], readonly number[]])[] = [
  ['another attempt: all', { 'waves/jobs/pipeline.yaml': spec.replace('attempt: 2', 'attempt: 3') }, [0, 1, 2]],
  ['one more migration: all', { 'waves/jobs/migrations/V2__x.sql': 'CREATE TABLE x (id bigint);\n' }, [0, 1, 2]],
  [
    'the deadline of one',
    { 'waves/jobs/pipeline.yaml': spec.replace('profile: jobs', 'profile: jobs\n  migrate: { deadline: 30m }') },
    [1],
  ],
]

for (const [name, changed, expected] of changes) {
  test(`Jobs get new names: ${name}`, () => {
    const after = namesOf(changed)
    const different = after.flatMap((job, index) => (job === before[index] ? [] : [index]))
    assert.deepEqual(different, expected)
  })
}
