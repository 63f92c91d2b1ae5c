import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { diskTree } from '../../src/connect/disk.ts'
import type { Tree } from '../../src/source/tree.ts'

/** A repository with one file `a/one.txt`, and a folder next to it, outside. */
function repository(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wavec-disk-')))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'root/a'), { recursive: true })
  mkdirSync(join(folder, 'root-beside'))
  writeFileSync(join(folder, 'root/a/one.txt'), 'one\n')
  writeFileSync(join(folder, 'root-beside/secret.txt'), 'secret\n')
  return join(folder, 'root')
}

function text(tree: Tree, path: string): string {
  const reading = tree.read(path)
  return reading.ok ? Buffer.from(reading.value).toString() : reading.problem
}

function names(tree: Tree, path: string): string {
  const reading = tree.list(path)
  if (!reading.ok) return reading.problem
  return reading.value.map(({ name, kind }) => (kind === 'directory' ? `${name}/` : name)).join(' ')
}

test('files and folders are read and listed', (t) => {
  const root = repository(t)
  writeFileSync(join(root, 'a/Z.txt'), '')
  writeFileSync(join(root, 'a/ä.txt'), '')
  const tree = diskTree(root)
  assert.equal(text(tree, 'a/one.txt'), 'one\n')
  assert.equal(text(tree, 'a/two.txt'), 'not-found')
  assert.equal(text(tree, 'b/two.txt'), 'not-found')
  assert.equal(text(tree, 'a'), 'directory')
  assert.equal(text(tree, ''), 'directory')
  assert.equal(text(tree, 'a/one.txt/more'), 'not-a-directory')
  assert.equal(names(tree, ''), 'a/')
  assert.equal(names(tree, 'a'), 'Z.txt one.txt ä.txt')
  assert.equal(names(tree, 'b'), 'not-found')
  assert.equal(names(tree, 'a/one.txt'), 'not-a-directory')
})

test('a path that leaves the root is outside, whether or not it exists', (t) => {
  const root = repository(t)
  symlinkSync('../../root-beside/secret.txt', join(root, 'a/link.txt'))
  symlinkSync('../root-beside', join(root, 'beside'))
  symlinkSync('/', join(root, 'all'))
  const tree = diskTree(root)
  assert.equal(text(tree, 'a/link.txt'), 'outside')
  assert.equal(text(tree, 'beside/secret.txt'), 'outside')
  assert.equal(text(tree, 'beside/nothing.txt'), 'outside')
  assert.equal(names(tree, 'beside'), 'outside')
  assert.equal(names(tree, 'all'), 'outside')
  for (const path of ['../root-beside/secret.txt', '/etc/hostname', 'a/../a/one.txt', './a', 'a//one.txt']) {
    assert.equal(text(tree, path), 'outside', path)
  }
  assert.equal(names(tree, '..'), 'outside')
})

test('links inside the root are followed', (t) => {
  const root = repository(t)
  symlinkSync('a', join(root, 'b'))
  symlinkSync(join(root, 'a/one.txt'), join(root, 'absolute.txt'))
  symlinkSync('../b/one.txt', join(root, 'a/two.txt'))
  const tree = diskTree(root)
  assert.equal(text(tree, 'b/one.txt'), 'one\n')
  assert.equal(text(tree, 'absolute.txt'), 'one\n')
  assert.equal(text(tree, 'a/two.txt'), 'one\n')
  assert.equal(names(tree, ''), 'a/ absolute.txt b/')
})

test('the root itself can be a link', (t) => {
  const root = repository(t)
  symlinkSync(root, `${root}-link`)
  symlinkSync('one.txt', join(root, 'a/two.txt'))
  assert.equal(text(diskTree(`${root}-link`), 'a/two.txt'), 'one\n')
})

test('broken links and loops are refused', (t) => {
  const root = repository(t)
  symlinkSync('nowhere', join(root, 'broken'))
  symlinkSync('loop', join(root, 'loop'))
  symlinkSync('..', join(root, 'a/up'))
  const tree = diskTree(root)
  assert.equal(text(tree, 'broken'), 'not-found')
  assert.equal(text(tree, 'broken/one.txt'), 'not-found')
  assert.equal(text(tree, 'loop'), 'unreadable')
  assert.equal(names(tree, 'a/up'), 'unreadable')
  assert.equal(names(tree, 'a'), 'one.txt up')
  assert.equal(names(tree, ''), 'a/ broken loop')
})

test('a walk over links to each other ends', (t) => {
  const root = repository(t)
  mkdirSync(join(root, 'b/c'), { recursive: true })
  symlinkSync('../b/c', join(root, 'a/x'))
  symlinkSync('../../a', join(root, 'b/c/y'))
  symlinkSync('../../b', join(root, 'b/c/z'))
  const tree = diskTree(root)
  const seen: string[] = []
  walk('')
  assert.deepEqual(seen, ['a/one.txt', 'a/x/y', 'a/x/z/c', 'b/c/y/one.txt', 'b/c/y/x', 'b/c/z'])

  function walk(path: string): void {
    const listed = tree.list(path)
    if (!listed.ok) return void seen.push(path)
    for (const { name, kind } of listed.value) {
      const below = path === '' ? name : `${path}/${name}`
      if (kind === 'directory') walk(below)
      else seen.push(below)
    }
  }
})

test('a pipe is refused without waiting for it', { skip: process.platform === 'win32' }, (t) => {
  const root = repository(t)
  execFileSync('mkfifo', [join(root, 'pipe')])
  assert.equal(text(diskTree(root), 'pipe'), 'unreadable')
})

test('a name that is too long or invalid is refused', (t) => {
  const tree = diskTree(repository(t))
  assert.equal(text(tree, 'a/\0'), 'unreadable')
  assert.equal(text(tree, `a/${'x'.repeat(300)}`), 'unreadable')
})
