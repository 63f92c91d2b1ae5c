import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { program, wavec } from './cli.ts'
import { emptyFolder } from './output/workspace.ts'
import { addPipelines, edit, repository } from './repository.ts'

/** Prints each write, sync, rename and removal, with its paths. */
const recorder = `
const fs = require('node:fs')
const open = new Map()
const log = []
const record = (name, label, paths) => {
  const perform = fs[name]
  fs[name] = (...args) => {
    const result = perform.apply(fs, args)
    for (const path of paths(args, result)) log.push(label + ' ' + path)
    return result
  }
}
record('openSync', '', ([path], descriptor) => (open.set(descriptor, path), []))
record('writeFileSync', 'write', ([path]) => [path])
record('fsyncSync', 'sync', ([descriptor]) => [open.get(descriptor)])
record('renameSync', 'rename', ([from, to]) => [from + ' ' + to])
record('unlinkSync', 'remove', ([path]) => [path])
process.on('exit', () => process.stderr.write(JSON.stringify(log)))
`

interface Operation {
  readonly kind: string
  readonly paths: readonly string[]
}

/** What a verb did to the disk, in order. */
function recorded(t: TestContext, root: string, args: readonly string[]): readonly Operation[] {
  const hook = join(emptyFolder(t), 'recorder.cjs')
  writeFileSync(hook, recorder)
  const { status, stderr } = spawnSync(process.execPath, ['--require', hook, program, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CI: undefined },
  })
  assert.equal(status, 0, stderr)
  const lines = JSON.parse(stderr) as string[]
  return lines.map((line) => {
    const [kind = '', ...paths] = line.split(' ').map((path) => path.replace(`${root}/`, '').replace(root, '.'))
    return { kind, paths }
  })
}

function at(operations: readonly Operation[], kind: string, path: string): number {
  return operations.findIndex((each) => each.kind === kind && each.paths.at(-1) === path)
}

/** How many outputs are staged; each is synced before the journal names it. */
function stagedIn(operations: readonly Operation[], journal: number): number {
  const staged = [...operations.entries()].filter(
    ([, { kind, paths }]) => kind === 'write' && paths[0]?.startsWith('manifests/') === true,
  )
  for (const [index, { paths }] of staged) {
    const synced = at(operations, 'sync', paths[0] ?? '')
    assert.ok(synced > index && synced < journal, `${paths[0]} is not synced before it is named`)
  }
  return staged.length
}

/** How many outputs are moved into place or removed; the folder of each is synced before the list names it. */
function movedIn(operations: readonly Operation[], journal: number, listed: number): number {
  const isOutput = (path = ''): boolean => path.startsWith('manifests/') && !path.startsWith('manifests/.wavec')
  const moved = [...operations.entries()].filter(
    ([, { kind, paths }]) => (kind === 'rename' || kind === 'remove') && isOutput(paths.at(-1)),
  )
  for (const [index, { kind, paths }] of moved) {
    assert.ok(index > journal && index < listed)
    const folder = (paths.at(-1) ?? '').split('/').slice(0, -1).join('/')
    const isSynced = operations
      .slice(index, listed)
      .some((each) => each.kind === 'sync' && folder.startsWith(each.paths[0] ?? '-'))
    assert.ok(isSynced, `${folder} is not synced between ${kind} and the list`)
  }
  return moved.length
}

for (const [what, prepare] of [
  ['a first compile', () => {}],
  [
    'a compile that changes, adds and removes',
    (root: string) => {
      addPipelines(root, ['gone'])
      assert.equal(wavec(['compile'], root).exit, 0)
      edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
      addPipelines(root, ['new'])
      rmSync(join(root, 'waves/gone'), { recursive: true })
    },
  ],
] as const) {
  test(`${what} names in .wavec only what is on the disk`, (t) => {
    const root = repository(t)
    prepare(root)
    const operations = recorded(t, root, ['compile'])
    const listed = at(operations, 'rename', 'manifests/.wavec')
    const journal = at(operations, 'rename', 'manifests/.wavec-next')
    assert.ok(journal > 0 && listed > journal)
    const names = { staged: stagedIn(operations, journal), moved: movedIn(operations, journal, listed) }
    assert.ok(names.staged > 10 && names.moved > 1, JSON.stringify(names))
    for (const renamed of [journal, listed])
      assert.ok(operations.slice(renamed).some(({ kind, paths }) => kind === 'sync' && paths[0] === 'manifests'))
    const lock = at(operations, 'rename', 'waves/orders/pipeline.lock')
    const lockSynced = at(operations, 'sync', 'waves/orders/pipeline.lock.wavec-next')
    if (lock >= 0) assert.ok(lockSynced >= 0 && lockSynced < lock)
  })
}

test('a compile that changes nothing syncs nothing', (t) => {
  const root = repository(t)
  assert.equal(wavec(['compile'], root).exit, 0)
  assert.deepEqual(
    recorded(t, root, ['compile']).filter(({ kind }) => kind === 'sync'),
    [],
  )
})

test('an edit in place is on the disk before it has the name', (t) => {
  const root = repository(t)
  const operations = recorded(t, root, ['set', 'orders', '--release', 'v9'])
  const texts = operations.filter(({ kind, paths }) => kind === 'write' && (paths[0] ?? '').startsWith('waves/'))
  assert.ok(texts.length > 0)
  for (const { paths } of texts) {
    const [path = ''] = paths
    const [written, synced] = [at(operations, 'write', path), at(operations, 'sync', path)]
    const renamed = operations.findIndex((each) => each.kind === 'rename' && each.paths[0] === path)
    assert.ok(written < synced && synced < renamed, `${written} ${synced} ${renamed}`)
    assert.ok(operations.slice(renamed).some(({ kind }) => kind === 'sync'))
  }
})
