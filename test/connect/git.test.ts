import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { baseOf, gitTree, textsAt } from '../../src/connect/git.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { commit, git, repository } from '../cli/repository.ts'
import { emptyFolder } from '../cli/output/workspace.ts'

test('the base is where the branch forked from the default branch, not its tip', (t) => {
  const root = repository(t)
  commit(root)
  const left = git(root, 'rev-parse', 'HEAD').trim()
  git(root, 'switch', '--quiet', '--create', 'change')
  writeFileSync(join(root, 'a'), 'a')
  commit(root)
  git(root, 'switch', '--quiet', 'main')
  writeFileSync(join(root, 'b'), 'b')
  commit(root)
  git(root, 'switch', '--quiet', 'change')
  assert.deepEqual(baseOf(root, undefined), { commit: left, name: 'main' })
  assert.deepEqual(baseOf(root, 'main~1'), { commit: left, name: 'main~1' })
})

test('the pushed default branch is preferred over the local one', (t) => {
  const [root, remote] = [repository(t), emptyFolder(t)]
  commit(root)
  const pushed = git(root, 'rev-parse', 'HEAD').trim()
  git(remote, 'init', '--quiet', '--bare')
  git(root, 'remote', 'add', 'origin', remote)
  git(root, 'push', '--quiet', 'origin', 'main')
  writeFileSync(join(root, 'a'), 'a')
  commit(root)
  assert.deepEqual(baseOf(root, undefined), { commit: pushed, name: 'origin/main' })
})

test('without git, commits or a default branch there is no base', (t) => {
  const root = repository(t)
  assert.equal(baseOf(root, undefined), undefined)
  assert.throws(() => baseOf(root, 'main'), { message: 'commit "main" does not exist here', exit: 2 })
  git(root, 'init', '--quiet')
  assert.equal(baseOf(root, undefined), undefined)
  commit(root)
  assert.throws(() => baseOf(root, '--all'), { exit: 2 })
})

test('a tree read from a commit equals the tree on disk, also from a subfolder of the repository', (t) => {
  const root = repository(t)
  mkdirSync(join(root, 'waves/ünï code'))
  writeFileSync(join(root, 'waves/ünï code/a\tb'), 'tab')
  commit(root)
  const paths = [
    '',
    'waves',
    'waves/orders/pipeline.yaml',
    'waves/ünï code',
    'waves/ünï code/a\tb',
    'waves/none',
    'x/../waves',
    '/etc',
  ]
  for (const folder of ['', 'waves']) {
    const [disk, committed] = [diskTree(join(root, folder)), gitTree(join(root, folder), 'HEAD')]
    for (const path of paths) {
      assert.deepEqual(committed.read(path), disk.read(path), `read ${folder} ${path}`)
      if (path !== '') assert.deepEqual(committed.list(path).ok, disk.list(path).ok, `list ${folder} ${path}`)
    }
    assert.deepEqual(committed.list('orders'), disk.list('orders'))
  }
})

test('a symbolic link is not followed', (t) => {
  const root = repository(t)
  symlinkSync('waves', join(root, 'link'))
  commit(root)
  assert.deepEqual(gitTree(root, 'HEAD').read('link'), { ok: false, problem: 'unreadable' })
})

test('several files are read at once, and missing ones are left out', (t) => {
  const root = repository(t)
  writeFileSync(join(root, 'empty'), '')
  commit(root)
  writeFileSync(join(root, 'new'), 'new')
  const texts = textsAt(root, 'HEAD', ['new', 'empty', 'waves', 'waves/orders/migrations/V1__orders.sql', 'a\nb'])
  assert.deepEqual([...texts.keys()], ['empty', 'waves/orders/migrations/V1__orders.sql'])
  assert.match(texts.get('waves/orders/migrations/V1__orders.sql') ?? '', /create table/i)
})
