// Argo CD ignores hooks in a comparison (gitops-engine/pkg/sync/reconcile.go `splitHooks`, v3.5.1), and an automated
// sync starts only if an object is OutOfSync (controller/appcontroller.go `autoSync`): every release must change an
// object that is not a hook.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { outOfSync } from '../../src/simulate/operation/out-of-sync.ts'
import { repository } from '../support/golden.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { renderer } from '../support/renderers.ts'
import { standIn } from '../support/runner-program.ts'

type Files = Readonly<Record<string, string>>
type Compiled = ReadonlyMap<string, readonly Manifest[]>

/** Every file of the samples, so that each profile and each kind of delivery is covered. */
const samples: Files = Object.fromEntries(
  readdirSync(`${repository}waves`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .map((path) => [path.slice(repository.length), readFileSync(path, 'utf8')]),
)

/** The objects of each `environment/pipeline`. */
function compiled(files: Files): Compiled {
  const { files: written, diagnostics } = compileAll(memoryTree(files), 'waves', { runner: standIn, renderer })
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  )
  const found = new Map<string, Manifest[]>()
  for (const { path, text } of written) {
    const [environment, name, file = ''] = path.split('/')
    if (name === 'applications' || !/^\d\d-.*\.yaml$/.test(file)) continue
    const id = `${environment}/${name}`
    found.set(id, [...(found.get(id) ?? []), ...loadManifests(path, text).manifests.map(({ manifest }) => manifest)])
  }
  return found
}

const before = compiled(samples)

/** The objects that Argo CD would find OutOfSync, for every pipeline that the change affects. */
function differences(change: Files, pipelines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const after = compiled({ ...samples, ...change })
  const ids = [...after.keys()].filter((id) => pipelines.includes(id.split('/')[1] ?? ''))
  assert.notEqual(ids.length, 0)
  return new Map(ids.map((id) => [id, outOfSync(after.get(id) ?? [], before.get(id) ?? [], 'default')]))
}

const variants = ['extras', 'gated', 'jobs', 'phases', 'waves', 'baked']
const migrations: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['flyway', 'waves/catalog/migrations/V6__next.sql', 'CREATE TABLE next (id bigint);\n', ['catalog']],
  ['sql, two environments', 'waves/orders/migrations/V11__next.sql', 'CREATE TABLE next (id bigint);\n', ['orders']],
  ['command', 'waves/billing/migrations/0006_next.py', 'pass\n', ['billing']],
  [
    'every profile, and an image',
    'waves/variants/common/migrations/V3__next.sql',
    'CREATE TABLE next (id bigint);\n',
    variants,
  ],
]

for (const [name, path, text, pipelines] of migrations) {
  test(`a new migration alone starts a sync: ${name}`, () => {
    for (const [id, found] of differences({ [path]: text }, pipelines))
      assert.ok(found.includes(`/ConfigMap/${id.split('/')[1]}-wavec`), `${id}: ${found.join(', ') || 'nothing'}`)
  })
}

test('a new release alone starts a sync, in every profile', () => {
  const specs = Object.keys(samples).filter((path) => path.endsWith('/pipeline.yaml'))
  for (const path of specs) {
    const text = samples[path] ?? ''
    const next = /^ {2}release:.*$/m.test(text)
      ? text.replace(/^ {2}release:.*$/m, '  release: v99.0.0')
      : text.replace(/^spec:$/m, 'spec:\n  release: v99.0.0')
    // A stage may be skipped only until a given release, so another release would not compile.
    const name = /name: ([\w-]+)/.exec(text)?.[1] ?? ''
    if (text.includes('until:')) continue
    for (const [id, found] of differences({ [path]: next }, [name])) assert.notDeepEqual(found, [], id)
  }
})

test('another image of migrations alone starts a sync', () => {
  const path = 'waves/variants/baked/pipeline.yaml'
  const next = (samples[path] ?? '').replace(/stock-migrations@sha256:\w/, 'stock-migrations@sha256:0')
  const found = differences({ [path]: next }, ['baked'])
  assert.deepEqual([...found.values()], [['/ConfigMap/baked-wavec']])
})

test('a changed check alone starts no sync, because only hooks contain it', () => {
  const path = 'waves/variants/phases/pipeline.yaml'
  const next = (samples[path] ?? '').replace('path: /healthz', 'path: /readyz')
  assert.deepEqual([...differences({ [path]: next }, ['phases']).values()], [[]])
})
