import assert from 'node:assert/strict'
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Base, BaseAnswer } from '../../src/connect/git/base.ts'
import { baseOf, changedSince, gitTree, textsAt, textsNamed } from '../../src/connect/git.ts'
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
  assert.deepEqual(baseOf(root, undefined), known({ commit: left, name: 'main' }, 'local'))
  assert.deepEqual(baseOf(root, 'main~1'), known({ commit: left, name: 'main~1' }, 'user'))
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
  assert.deepEqual(baseOf(root, undefined), known({ commit: pushed, name: 'origin/main' }, 'remote'))
})

test('the default branch is not guessed where only other branches are known', (t) => {
  const root = repository(t)
  assert.equal(problemOf(root), 'no-repository')
  git(root, 'init', '--quiet', '--initial-branch=trunk')
  assert.equal(problemOf(root), 'nothing-pushed')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', 'all')
  assert.equal(problemOf(root), 'nothing-pushed')
  git(root, 'update-ref', 'refs/remotes/origin/trunk', 'HEAD')
  assert.equal(problemOf(root), 'no-default-branch')
  git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk')
  assert.equal(problemOf(root), undefined)
})

test('a branch that the user names must exist', (t) => {
  const root = repository(t)
  commit(root)
  assert.throws(() => baseOf(root, 'nowhere'), { message: 'commit "nowhere" does not exist here', exit: 2 })
  assert.throws(() => baseOf(root, '--all'), { message: 'commit "--all" does not exist here', exit: 2 })
})

test('before the first commit of a new branch, all of the default branch has shipped', (t) => {
  const root = repository(t)
  commit(root)
  const tip = git(root, 'rev-parse', 'HEAD').trim()
  git(root, 'checkout', '--quiet', '--orphan', 'anew')
  assert.deepEqual(baseOf(root, undefined), known({ commit: tip, name: 'main' }, 'local'))
  git(root, 'commit', '--quiet', '--message', 'another root')
  assert.deepEqual(baseOf(root, undefined), known({ commit: tip, name: 'main' }, 'local'))
})

test('a shallow clone knows the base only if no commit between is cut off', (t) => {
  const server = repository(t)
  commit(server)
  for (const [branch, name] of [
    ['main', 'one'],
    ['change', 'two'],
    ['change', 'three'],
    ['main', 'four'],
  ] as const) {
    git(server, 'switch', '--quiet', ...(name === 'two' ? ['--create'] : []), branch)
    writeFileSync(join(server, name), name)
    commit(server, name)
  }
  const fork = git(server, 'rev-parse', 'main~1').trim()
  const main = git(server, 'rev-parse', 'main').trim()
  const clone = (depth: string): string => {
    const root = emptyFolder(t)
    git(root, 'clone', '--quiet', depth, '--no-single-branch', '--branch=change', `file://${server}`, root)
    return root
  }
  assert.equal(problemOf(clone('--depth=1')), 'shallow')
  assert.equal(problemOf(clone('--depth=2')), 'shallow')
  assert.deepEqual(baseOf(clone('--depth=3'), undefined), known({ commit: fork, name: 'origin' }, 'remote'))
  // A commit that the user names has everything that shipped before it.
  assert.deepEqual(baseOf(clone('--depth=1'), 'origin/main'), known({ commit: main, name: 'origin/main' }, 'user'))
})

test('a merge base past a cut is not taken for the best one', (t) => {
  // old ─ fork ─ merge (change) and fork ─ tip (main); then the cut hides that merge has tip.
  const root = repository(t)
  commit(root)
  git(root, 'switch', '--quiet', '--create', 'change')
  writeFileSync(join(root, 'a'), 'a')
  commit(root)
  git(root, 'switch', '--quiet', 'main')
  writeFileSync(join(root, 'b'), 'b')
  commit(root)
  const tip = git(root, 'rev-parse', 'main').trim()
  git(root, 'switch', '--quiet', 'change')
  git(root, 'merge', '--quiet', '--no-edit', 'main')
  const merge = git(root, 'rev-parse', 'change').trim()
  writeFileSync(join(root, 'c'), 'c')
  commit(root)
  git(root, 'switch', '--quiet', 'main')
  writeFileSync(join(root, 'd'), 'd')
  commit(root)
  git(root, 'switch', '--quiet', 'change')
  assert.deepEqual(baseOf(root, undefined), known({ commit: tip, name: 'main' }, 'local'))
  // Another way to the old commit is left, so git still finds a merge base.
  git(root, 'merge', '--quiet', '--no-edit', '--strategy=ours', 'main~2')
  writeFileSync(join(root, '.git/shallow'), `${merge}\n`)
  assert.equal(problemOf(root), 'shallow')
})

test('a repository that git refuses or that is damaged is unknown, with the reason', (t) => {
  const root = repository(t)
  commit(root)
  git(root, 'switch', '--quiet', '--create', 'change')
  writeFileSync(join(root, 'a'), 'a')
  commit(root)
  const left = git(root, 'rev-parse', 'main').trim()
  rmSync(join(root, '.git/objects', left.slice(0, 2), left.slice(2)))
  const damaged = baseOf(root, undefined)
  assert.ok(damaged.kind === 'unknown' && damaged.problem === 'unreadable', JSON.stringify(damaged))
  writeFileSync(join(root, '.git/config'), '[core\n')
  const refused = baseOf(root, undefined)
  assert.ok(refused.kind === 'unknown' && refused.problem === 'refused', JSON.stringify(refused))
  assert.match(refused.reason, /bad config line 1/)
  assert.equal(problemOf(root, 'main'), 'refused')
})

test(
  'a repository of another user is unknown',
  { skip: process.getuid?.() !== 0 && 'only root can give files away' },
  (t) => {
    const root = repository(t)
    commit(root)
    for (const path of [root, join(root, '.git')]) chownSync(path, 65534, 65534)
    assert.equal(problemOf(root), 'foreign-owner')
  },
)

test('without the program git, nothing is known of a repository', (t) => {
  const root = repository(t)
  const { PATH } = process.env
  t.after(() => (process.env['PATH'] = PATH))
  process.env['PATH'] = emptyFolder(t)
  assert.equal(problemOf(root), 'no-repository')
  mkdirSync(join(root, '.git'))
  assert.equal(problemOf(root), 'no-git')
})

test('the variables that git sets for its hooks do not lead to another repository', (t) => {
  const [root, other] = [repository(t), repository(t)]
  commit(root)
  commit(other, 'other')
  for (const [name, value] of Object.entries({
    GIT_DIR: join(other, '.git'),
    GIT_WORK_TREE: other,
    GIT_INDEX_FILE: join(other, '.git/index'),
  })) {
    process.env[name] = value
    t.after(() => delete process.env[name])
  }
  writeFileSync(join(root, 'a'), 'a')
  const answer = baseOf(join(root, 'waves'), undefined)
  assert.ok(answer.kind === 'known')
  assert.equal(answer.base.commit, readFileSync(join(root, '.git/refs/heads/main'), 'utf8').trim())
  assert.deepEqual(changedSince(root, answer.base.commit), ['a'])
})

test('outside of every repository, the one that GIT_DIR and GIT_WORK_TREE name is asked', (t) => {
  const root = repository(t)
  commit(root)
  const away = emptyFolder(t)
  renameSync(join(root, '.git'), join(away, 'kept.git'))
  for (const [name, value] of Object.entries({ GIT_DIR: join(away, 'kept.git'), GIT_WORK_TREE: root })) {
    process.env[name] = value
    t.after(() => delete process.env[name])
  }
  assert.equal(problemOf(root), undefined)
  assert.ok(gitTree(join(root, 'waves'), 'main').read('orders/pipeline.yaml').ok)
})

test('a linked work tree and a submodule have their own base', (t) => {
  const root = repository(t)
  commit(root)
  const tip = git(root, 'rev-parse', 'HEAD').trim()
  const linked = join(emptyFolder(t), 'linked')
  git(root, 'worktree', 'add', '--quiet', '-b', 'change', linked)
  assert.deepEqual(baseOf(linked, undefined), known({ commit: tip, name: 'main' }, 'local'))
  const outer = emptyFolder(t)
  git(outer, 'init', '--quiet', '--initial-branch=main')
  git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', root, 'inner')
  assert.deepEqual(baseOf(join(outer, 'inner'), undefined), known({ commit: tip, name: 'origin' }, 'remote'))
})

test('changes below a folder are listed from there', (t) => {
  const root = repository(t)
  commit(root)
  writeFileSync(join(root, 'a'), 'a')
  writeFileSync(join(root, 'waves/ünï code'), 'b')
  writeFileSync(join(root, 'waves/orders/migrations/V1__orders.sql'), 'select 1;')
  assert.deepEqual(changedSince(join(root, 'waves'), 'HEAD'), ['orders/migrations/V1__orders.sql', 'ünï code'])
})

test('a file that the commit has and this clone has not is not taken for one that never was', (t) => {
  const root = repository(t)
  commit(root)
  const object = git(root, 'rev-parse', 'HEAD:waves/orders/pipeline.yaml').trim()
  rmSync(join(root, '.git/objects', object.slice(0, 2), object.slice(2)))
  const unreadable = { code: 'git/unreadable', exit: 2 }
  assert.throws(() => textsAt(root, 'HEAD', ['waves/orders/pipeline.yaml']), unreadable)
  assert.throws(() => gitTree(root, 'HEAD').read('waves/orders/pipeline.yaml'), unreadable)
  assert.throws(() => gitTree(root, 'nowhere').list(''), unreadable)
  assert.equal(textsNamed(root, 'HEAD', { folder: 'waves', name: 'pipeline.yaml' }).ok, false)
})

function known(base: Base, from: 'user' | 'remote' | 'local'): BaseAnswer {
  return { kind: 'known', base, from }
}

function problemOf(root: string, ref?: string): string | undefined {
  const answer = baseOf(root, ref)
  return answer.kind === 'unknown' ? answer.problem : undefined
}

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
  assert.deepEqual([...texts.keys()].sort(), ['empty', 'waves/orders/migrations/V1__orders.sql'])
  assert.match(texts.get('waves/orders/migrations/V1__orders.sql') ?? '', /create table/i)
})
