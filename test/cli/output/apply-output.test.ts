import assert from 'node:assert/strict'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { outputFolder } from '../../../src/cli/output-folder.ts'
import { type OutputFolder } from '../../../src/project/output/output-folder.ts'
import { refused } from '../../../src/project/output/refused.ts'
import { Failure } from '../../../src/diagnostic/failure.ts'
import { emptyFolder, read, run, write, type Files } from './workspace.ts'

const first: Files = {
  'README.md': 'index 1',
  'p/a/1.yaml': 'a1',
  'p/a/2.yaml': 'a2',
  'p/gone/1.yaml': 'gone',
  's/a/1.yaml': 'sa',
}
const second: Files = {
  'README.md': 'index 2',
  'p/a/1.yaml': 'a1',
  'p/a/2.yaml': 'A2',
  'p/a/3.yaml': 'a3',
  'p/b/1.yaml': 'b1',
  't/a/x/1.yaml': 't',
}
const third: Files = {
  'README.md': 'index 3',
  'p/a/1.yaml': 'a3',
  'p/a/2.yaml': 'A3',
  'p/b/2.yaml': 'b3',
  's/a/1.yaml': 'sa',
}

function manifestsOf(root: string): Files {
  return Object.fromEntries(Object.entries(read(root)).map(([path, text]) => [path.replace('manifests/', ''), text]))
}

function withoutOwn(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.wavec')))
}

test('the tree becomes exactly the wanted one, and emptied folders are removed', (t) => {
  const root = emptyFolder(t)
  for (const wanted of [first, second, third, {}, first]) {
    run(root, wanted)
    assert.deepEqual(withoutOwn(manifestsOf(root)), wanted)
    assert.deepEqual(
      Object.keys(manifestsOf(root)).filter((path) => path.startsWith('.wavec')),
      ['.wavec'],
    )
  }
})

test("a user's files and folders are never touched", (t) => {
  const root = emptyFolder(t)
  const mine = { 'p/gone/notes.md': 'mine', 'p/mine.yaml': 'mine', 'empty/': '' }
  run(root, first)
  write(join(root, 'manifests'), { 'p/gone/notes.md': 'mine', 'p/mine.yaml': 'mine' })
  mkdirSync(join(root, 'manifests/empty'))
  run(root, second)
  assert.deepEqual(withoutOwn(manifestsOf(root)), { ...second, ...mine })
})

test('an unchanged file is not written again, and an unchanged tree not at all', (t) => {
  const root = emptyFolder(t)
  run(root, first)
  const before = statSync(join(root, 'manifests/p/a/1.yaml'))
  const list = statSync(join(root, 'manifests/.wavec'))
  run(root, first)
  assert.equal(statSync(join(root, 'manifests/.wavec')).ino, list.ino)
  run(root, second)
  assert.equal(statSync(join(root, 'manifests/p/a/1.yaml')).ino, before.ino)
})

test('a new tree takes one rename per environment', (t) => {
  const root = emptyFolder(t)
  const moved: string[] = []
  const disk = outputFolder(root)
  run(root, first, { ...disk, move: (path, to) => (moved.push(to), disk.move(path, to)) })
  assert.deepEqual(moved, [
    'manifests/.wavec-next',
    'manifests/README.md',
    'manifests/p',
    'manifests/s',
    'manifests/.wavec',
  ])
})

test('nothing is written if there is a conflict', (t) => {
  const root = emptyFolder(t)
  run(root, first)
  writeFileSync(join(root, 'manifests/p/a/1.yaml'), 'by hand')
  const before = read(root)
  assert.deepEqual(run(root, second).conflicts, [{ path: 'p/a/1.yaml', kind: 'edited', wanted: 'other-text' }])
  assert.deepEqual(run(root, {}).conflicts, [{ path: 'p/a/1.yaml', kind: 'edited', wanted: 'no-file' }])
  assert.deepEqual(read(root), before)
})

class Killed extends Error {}

/** Lets `count` effects happen and stops all later ones, like a SIGKILL. */
function killedAfter(count: number, disk: OutputFolder): OutputFolder {
  let left = count
  const effect =
    <Arguments extends readonly unknown[], Result>(perform: (...from: Arguments) => Result) =>
    (...from: Arguments): Result => {
      if (left-- <= 0) throw new Killed()
      return perform(...from)
    }
  return {
    hasFolder: disk.hasFolder,
    makeFolder: effect(disk.makeFolder),
    write: effect(disk.write),
    move: effect(disk.move),
    sync: effect(disk.sync),
    remove: effect(disk.remove),
    removeFolder: effect(disk.removeFolder),
    removeEmptyFolder: effect(disk.removeEmptyFolder),
  }
}

/** Whether the run ended before its count was used up. */
function runKilled(root: string, wanted: Files, count: number): boolean {
  try {
    run(root, wanted, killedAfter(count, outputFolder(root)))
    return false
  } catch (error) {
    if (error instanceof Killed) return true
    throw error
  }
}

test('after a kill at any effect, each file is complete, and the next run finishes', (t) => {
  let kills = 0
  for (let count = 0; ; count++) {
    const root = emptyFolder(t)
    run(root, first)
    if (!runKilled(root, second, count)) break
    kills++
    for (const [path, text] of Object.entries(withoutOwn(manifestsOf(root)))) {
      if (!path.endsWith('/'))
        assert.ok(text === first[path] || text === second[path], `${count}: ${path} is "${text}"`)
    }
    for (const path of Object.keys(first))
      assert.ok(path in second ? path in manifestsOf(root) : true, `${count}: ${path} is gone`)
    assert.deepEqual(run(root, second).conflicts, [], String(count))
    assert.deepEqual(manifestsOf(root), fresh(second), String(count))
  }
  assert.ok(kills > 20, `only ${kills} effects`)

  function fresh(wanted: Files): Files {
    const root = emptyFolder(t)
    run(root, wanted)
    return manifestsOf(root)
  }
})

test('after two kills on the way to two different states, the next run finishes', (t) => {
  const root = emptyFolder(t)
  run(root, third)
  const expected = manifestsOf(root)
  for (let count = 0, more = true; more; count++) {
    for (const then of [2, 9, 15, 20, 26]) {
      const again = emptyFolder(t)
      run(again, first)
      more = runKilled(again, second, count)
      runKilled(again, third, then)
      assert.deepEqual(run(again, third).conflicts, [], `${count} ${then}`)
      assert.deepEqual(manifestsOf(again), expected, `${count} ${then}`)
    }
  }
})

test('a full disk is reported, changes nothing and frees the used space', (t) => {
  const root = emptyFolder(t)
  run(root, first)
  const before = read(root)
  const disk = outputFolder(root)
  const full: OutputFolder = {
    ...disk,
    write: (path, text) => {
      if (path.endsWith('list')) throw refused('write', path, Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
      disk.write(path, text)
    },
  }
  assert.throws(() => run(root, second, full), {
    message: "can't write manifests/.wavec-staging/list: no space is left on the disk",
  })
  assert.deepEqual(read(root), before)
})

test('a path that blocks a write is named', (t) => {
  const root = emptyFolder(t)
  writeFileSync(join(root, 'manifests'), '')
  assert.throws(() => run(root, first), isFailure("can't read manifests/.wavec: a file is where a folder is needed"))
  assert.deepEqual(read(root), { manifests: '' })
  const other = emptyFolder(t)
  write(other, { 'manifests/p': 'mine' })
  assert.throws(
    () => run(other, first),
    isFailure("can't read manifests/p/a/1.yaml: a file is where a folder is needed"),
  )
  assert.deepEqual(read(other), { 'manifests/p': 'mine' })
})

test('an error that is not from the operating system is rethrown as a bug', () => {
  const bug = new TypeError('x is not a function')
  assert.throws(() => refused('write', 'x', bug), bug)
})

function isFailure(message: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof Failure)
    assert.equal(error.message, message)
    assert.equal(error.exit, 2)
    assert.match(error.next, /npx wavec compile$/)
    return true
  }
}
