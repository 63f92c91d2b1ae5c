// `compile PIPELINE…`: an error in one pipeline does not hold back the others.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { wavec } from './cli.ts'
import { read } from './output/workspace.ts'
import { addPipelines, edit, repository } from './repository.ts'

/** `orders` and `parts`, compiled or not. */
function shop(t: TestContext, compiled: 'compiled' | 'not yet'): string {
  const root = repository(t)
  addPipelines(root, ['parts'])
  if (compiled === 'compiled') assert.equal(wavec(['compile'], root).exit, 0)
  return root
}

test('a pipeline that is named compiles beside one with an error, and nothing else changes', (t) => {
  const root = shop(t, 'compiled')
  const before = read(root, 'manifests')
  edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
  edit(root, 'waves/parts/pipeline.yaml', 'tool: sql', 'tool: sqll')
  assert.equal(wavec(['compile'], root).exit, 1, 'without a name, all of them are meant')
  assert.deepEqual(read(root, 'manifests'), before)

  const { exit, stdout } = wavec(['compile', 'orders'], root)
  assert.equal(exit, 0, stdout)
  assert.match(
    stdout,
    /^not compiled, as asked: 1 other pipeline; errors in waves\/parts\/pipeline.yaml: npx wavec check$/m,
  )
  const after = read(root, 'manifests')
  const changed = Object.keys(after).filter((path) => after[path] !== before[path])
  const [list, ...own] = changed.sort()
  assert.equal(list, 'manifests/.wavec')
  assert.ok(own.length > 0 && own.every((path) => path.startsWith('manifests/default/orders/')), own.join(', '))
  assert.match(after['manifests/.wavec'] ?? '', / {2}default\/parts\/31-migrate.yaml$/m)

  const gate = wavec(['check'], root)
  assert.equal(gate.exit, 1, 'check still sees the other one')
  assert.match(gate.stdout, /^waves\/parts\/pipeline.yaml:/m)
})

test('without errors, compiling each pipeline by name or folder is compiling all of them', (t) => {
  const [named, whole] = [shop(t, 'not yet'), shop(t, 'compiled')]
  for (const name of ['waves/orders', 'parts']) assert.equal(wavec(['compile', name], named).exit, 0)
  assert.deepEqual(read(named), read(whole))
})

test('the manifests of a pipeline that is gone stay until all are compiled', (t) => {
  const root = shop(t, 'compiled')
  rmSync(join(root, 'waves/parts'), { recursive: true })
  wavec(['compile', 'orders'], root)
  assert.ok('manifests/default/parts/31-migrate.yaml' in read(root))
  wavec(['compile'], root)
  assert.ok(!('manifests/default/parts/31-migrate.yaml' in read(root)))
})

test('a name that no pipeline has is refused', (t) => {
  const { exit, stderr } = wavec(['compile', 'order'], shop(t, 'not yet'))
  assert.equal(exit, 2)
  assert.equal(stderr, 'wavec: compile: there is no pipeline in order\nnext: npx wavec compile waves/orders\n')
})
