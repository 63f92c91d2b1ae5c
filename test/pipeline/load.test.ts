import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { findPipelines, loadPipeline } from '../../src/pipeline/load.ts'
import { spec } from '../support/unwritable.ts'

const file = 'waves/orders/pipeline.yaml'
const load = (text: string | Uint8Array) => loadPipeline(memoryTree({ [file]: text }), file)
const patched = `${spec}  migrate: { deadline: 5m }
  environments:
    staging:
    production: { namespace: shop-prod, migrate: { deadline: 30m, wave: 3 }, smokeTest: { http: [{ path: /ready }] }, workload: { path: app/production } }
`

test('pipelines are found in subfolders and sorted', () => {
  const tree = memoryTree({
    'waves/b/pipeline.yml': '',
    'waves/a/x/pipeline.yaml': '',
    'waves/a/app/app.yaml': '',
    'waves/c/pipeline.yaml/keep': '',
    'pipeline.yaml': '',
  })
  assert.deepEqual(findPipelines(tree).value, [
    'waves/a/x/pipeline.yaml',
    'waves/b/pipeline.yml',
    'waves/c/pipeline.yaml',
  ])
})

test('a spec without environments has one called default', () => {
  const [pipeline, ...others] = load(spec).value ?? []
  assert.deepEqual(others, [])
  assert.deepEqual(
    [pipeline?.name, pipeline?.namespace, pipeline?.environment, pipeline?.folder],
    ['orders', 'shop', 'default', 'waves/orders'],
  )
  assert.equal(pipeline?.spec.database.lockTimeout, 2000)
})

test('each environment patches the spec independently', () => {
  const [production, staging] = load(patched).value ?? []
  assert.deepEqual(
    [production?.environment, production?.namespace, production?.spec.migrate],
    ['production', 'shop-prod', { deadline: 1_800_000, wave: 3 }],
  )
  assert.deepEqual(
    [production?.spec.workload, production?.spec.smokeTest.http?.map(({ path }) => path)],
    [{ path: 'app/production' }, ['/ready']],
  )
  assert.deepEqual(
    [staging?.environment, staging?.namespace, staging?.spec.migrate, staging?.spec.workload],
    ['staging', 'shop', { deadline: 300_000 }, 'app'],
  )
})

test('a value is located in the patch that sets it, or else in the spec', () => {
  const [production, staging] = load(patched).value ?? []
  const at = (pipeline: typeof production, path: (string | number)[], which?: 'key') => {
    const span = pipeline?.locate(path, which)
    return [patched.slice(span?.start, span?.end), (span?.start ?? 0) > patched.indexOf('environments')]
  }
  assert.deepEqual(at(production, ['migrate', 'deadline']), ['30m', true])
  assert.deepEqual(at(staging, ['migrate', 'deadline']), ['5m', false])
  assert.deepEqual(at(production, ['smokeTest', 'http', 0, 'path']), ['/ready', true])
  assert.deepEqual(at(production, ['database', 'secret']), ['orders-db-migrator', false])
  assert.deepEqual(at(production, ['workload', 'path']), ['app/production', true])
  assert.deepEqual(at(production, ['smokeTest', 'http', 0, 'status'], 'key'), ['{ path: /ready }', true])
  assert.deepEqual(at(production, ['verify', 'deadline'], 'key'), ['spec', false])
})

test('a fault that all environments share is reported once', () => {
  const { value, diagnostics } = load(patched.replace('flyway', 'flywy'))
  assert.equal(value, undefined)
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['spec/unknown-value'],
  )
})

test('CRLF line ends and a byte order mark do not change the spec', () => {
  const plain = load(patched).value?.map((pipeline) => pipeline.spec)
  assert.notEqual(plain, undefined)
  assert.deepEqual(
    load(patched.replaceAll('\n', '\r\n')).value?.map((pipeline) => pipeline.spec),
    plain,
  )
  assert.deepEqual(
    load(`\ufeff${patched}`).value?.map((pipeline) => pipeline.spec),
    plain,
  )
})

test('offsets after CRLF and a byte order mark count in the decoded text', () => {
  const { diagnostics } = load(`\ufeff${spec.replaceAll('\n', '\r\n').replace('flyway', 'flywy')}`)
  assert.deepEqual(
    diagnostics.map(({ span }) => span?.start),
    [spec.replaceAll('\n', '\r\n').indexOf('flyway')],
  )
})

test('a key called __proto__ is read as an ordinary key', () => {
  assert.deepEqual(
    load(`${spec}  __proto__: { release: v1 }\n`).diagnostics.map(({ code }) => code),
    ['spec/unknown-key'],
  )
})
