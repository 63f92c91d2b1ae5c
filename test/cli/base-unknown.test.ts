// An edit of a shipped migration, its lock file rewritten with it: found where git knows what has shipped, and reported
// as not known where it does not, never passed.
import assert from 'node:assert/strict'
import { chownSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { emptyFolder } from './output/workspace.ts'
import { wavec } from './cli.ts'
import { commit, git, repository } from './repository.ts'

const first = 'waves/orders/migrations/V1__orders.sql'
const ci = { CI: 'true' }
const finding = /^waves\/orders\/pipeline\.lock error git\/base-unknown\n {2}what has shipped is not known: (.*)$/m

/** A repository whose main has shipped V1, with a branch `change` that edits it and its lock file. */
function tampered(t: TestContext): string {
  const root = repository(t)
  assert.equal(wavec(['compile'], root).exit, 0)
  commit(root)
  git(root, 'switch', '--quiet', '--create', 'change')
  const copy = emptyFolder(t)
  // Compiled where no git knows better, as a contributor would who wants the edit to pass.
  git(root, 'worktree', 'add', '--quiet', '--detach', join(copy, 'work'))
  writeFileSync(join(copy, 'work', first), 'create table orders (id bigint primary key, extra text);\n')
  git(join(copy, 'work'), 'rm', '--quiet', '-r', '--cached', 'waves/orders/pipeline.lock')
  const { exit, stdout, stderr } = wavec(
    ['compile', '--base', git(root, 'commit-tree', '-m', 'none', emptyTree).trim()],
    join(copy, 'work'),
  )
  assert.equal(exit, 0, stdout + stderr)
  git(join(copy, 'work'), 'add', '--all')
  git(join(copy, 'work'), 'commit', '--quiet', '--message', 'edit')
  git(root, 'reset', '--quiet', '--hard', git(join(copy, 'work'), 'rev-parse', 'HEAD').trim())
  return root
}

const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** As actions/checkout makes it by default: one commit, and no branch that it came from. */
function shallow(t: TestContext, server: string): string {
  const root = emptyFolder(t)
  git(root, 'init', '--quiet')
  git(root, 'remote', 'add', 'origin', `file://${server}`)
  const head = git(server, 'rev-parse', 'HEAD').trim()
  git(server, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  git(root, 'fetch', '--quiet', '--depth=1', 'origin', `+${head}:refs/remotes/pull/1/merge`)
  git(root, 'checkout', '--quiet', '--detach', 'refs/remotes/pull/1/merge')
  return root
}

/** A folder with the programs of the PATH but git. */
function pathWithoutGit(t: TestContext): string {
  const folder = emptyFolder(t)
  for (const path of (process.env['PATH'] ?? '').split(':'))
    for (const name of namesIn(path)) if (name !== 'git') link(join(path, name), join(folder, name))
  return folder
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function link(from: string, to: string): void {
  try {
    symlinkSync(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

test('with the history, the edit is an error', (t) => {
  const { exit, stdout } = wavec(['check'], tampered(t), ci)
  assert.equal(exit, 1, stdout)
  assert.match(stdout, / error migrations\/edited$/m)
  assert.doesNotMatch(stdout, /git\/base-unknown/)
})

test('in a shallow checkout, check, compile and lint fail in CI and warn elsewhere', (t) => {
  const root = shallow(t, tampered(t))
  for (const verb of ['check', 'compile', 'lint']) {
    const inCi = wavec([verb], root, ci)
    assert.equal(inCi.exit, 1, inCi.stdout)
    assert.match(finding.exec(inCi.stdout)?.[1] ?? '', /^there is no origin\/HEAD/)
    assert.match(inCi.stdout, /do: {2}fetch the history, e\.g\. fetch-depth: 0 .*\n +or name the commit: --base REF$/m)
    const here = wavec([verb], root)
    assert.equal(here.exit, 0, here.stdout)
    assert.match(here.stdout, /^waves\/orders\/pipeline\.lock warning git\/base-unknown$/m)
  }
  const { exit, stderr } = wavec(['diff'], root, ci)
  assert.equal(exit, 2)
  assert.match(stderr, /^wavec: git does not say what to compare with: there is no origin\/HEAD.*\nnext: /)
})

test('every format contains the finding', (t) => {
  const root = shallow(t, tampered(t))
  for (const [format, words] of [
    ['text', /^waves\/orders\/pipeline\.lock error git\/base-unknown$/m],
    ['json', /"code": "git\/base-unknown",\s+"severity": "error"/],
    ['github', /^::error file=waves\/orders\/pipeline\.lock,.*title=git\/base-unknown::what has shipped is not known/m],
    ['sarif', /"ruleId": "git\/base-unknown",\s+"ruleIndex": \d+,\s+"level": "error"/],
  ] as const) {
    const { exit, stdout } = wavec(['check', '--format', format], root, ci)
    assert.equal(exit, 1)
    assert.match(stdout, words)
  }
})

test('a commit that the user names is taken, and the edit is found', (t) => {
  const server = tampered(t)
  const root = shallow(t, server)
  git(root, 'fetch', '--quiet', '--depth=1', 'origin', 'main')
  const { exit, stdout } = wavec(['check', '--base', 'FETCH_HEAD'], root, ci)
  assert.equal(exit, 1, stdout)
  assert.match(stdout, / error migrations\/edited$/m)
})

test('without git, a repository is unknown', (t) => {
  const root = tampered(t)
  const { exit, stdout } = wavec(['check'], root, { ...ci, PATH: pathWithoutGit(t) })
  assert.equal(exit, 1, stdout)
  assert.match(finding.exec(stdout)?.[1] ?? '', /ENOENT/)
})

test(
  'a repository of another user is unknown, with the command that trusts it',
  { skip: process.getuid?.() !== 0 && 'only root can give files away' },
  (t) => {
    const root = tampered(t)
    for (const path of [root, join(root, '.git')]) chownSync(path, 65534, 65534)
    for (const args of [['check'], ['check', '--base', 'main']]) {
      const { exit, stdout } = wavec(args, root, { ...ci, GIT_CONFIG_GLOBAL: '/dev/null' })
      assert.equal(exit, 1, stdout)
      assert.match(finding.exec(stdout)?.[1] ?? '', /^detected dubious ownership in repository/)
      assert.match(stdout, /do: {2}if you trust it: git config --global --add safe\.directory \//)
    }
    // As many CI systems trust their checkout.
    const trusted = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' }
    assert.match(wavec(['check'], root, { ...ci, ...trusted }).stdout, / error migrations\/edited$/m)
  },
)

test('in CI, a local main that holds the change is not taken for what has shipped', (t) => {
  const root = tampered(t)
  git(root, 'switch', '--quiet', 'main')
  git(root, 'merge', '--quiet', 'change')
  // A repository that never had a remote is all that there is.
  assert.equal(wavec(['check'], root, ci).exit, 0)
  git(root, 'remote', 'add', 'origin', 'https://git.example/shop.git')
  const { exit, stdout } = wavec(['check'], root, ci)
  assert.equal(exit, 1, stdout)
  assert.match(finding.exec(stdout)?.[1] ?? '', /^git knows no default branch of the remote/)
})

test('a new repository is not nagged: no git, no commit, no remote, the first commits', (t) => {
  const root = repository(t)
  const silent = (): void => {
    for (const verb of ['compile', 'check', 'lint']) {
      const { stdout } = wavec([verb], root)
      assert.doesNotMatch(stdout, /base-unknown/, verb)
    }
  }
  silent()
  git(root, 'init', '--quiet', '--initial-branch=trunk')
  silent()
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', 'first')
  silent()
  git(root, 'remote', 'add', 'origin', 'https://git.example/shop.git')
  silent()
})

test('in CI, files without their repository are unknown, once there is a lock file', (t) => {
  const root = repository(t)
  const compile = wavec(['compile'], root, ci)
  assert.equal(compile.exit, 0, compile.stdout)
  assert.match(compile.stdout, /^waves\/orders\/pipeline\.yaml warning git\/base-unknown$/m)
  const { exit, stdout } = wavec(['check'], root, ci)
  assert.equal(exit, 1, stdout)
  assert.match(finding.exec(stdout)?.[1] ?? '', /not a git repository/)
})

test('a lock file that was not fetched is not taken for one that never was', (t) => {
  const server = tampered(t)
  git(server, 'config', 'uploadpack.allowFilter', 'true')
  git(server, 'symbolic-ref', 'HEAD', 'refs/heads/main')
  const root = emptyFolder(t)
  git(root, 'clone', '--quiet', '--filter=blob:none', '--branch=change', `file://${server}`, root)
  const { exit, stdout } = wavec(['check'], root, ci)
  assert.equal(exit, 1, stdout)
  assert.match(
    finding.exec(stdout)?.[1] ?? '',
    /^the object [0-9a-f]{40} of waves\/orders\/pipeline\.lock is not here$|not allowed|promisor/,
  )
  const refetch = /do: {2}in a partial clone: git -C \S+ (fetch .*)$/m.exec(stdout)?.[1] ?? ''
  git(root, ...refetch.split(' '))
  assert.match(wavec(['check'], root, ci).stdout, / error migrations\/edited$/m)
})

test('a subfolder that looks like a bare repository does not hide the real one', (t) => {
  const root = emptyFolder(t)
  const shop = join(root, 'shop')
  const source = tampered(t)
  git(root, 'init', '--quiet', '--initial-branch=main')
  git(root, 'fetch', '--quiet', source, 'main', 'change')
  for (const [branch, from] of [
    ['main', 'main'],
    ['change', 'change'],
  ] as const) {
    const commitId = git(source, 'rev-parse', from).trim()
    git(root, 'read-tree', '--empty')
    git(root, 'read-tree', '--prefix=shop/', commitId)
    for (const [path, text] of [
      ['shop/HEAD', 'ref: refs/heads/main\n'],
      ['shop/config', '[core]\n bare = false\n worktree = .\n'],
      ['shop/objects/.keep', ''],
      ['shop/refs/.keep', ''],
    ] as const) {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), text)
      git(root, 'add', path)
    }
    const tree = git(root, 'write-tree').trim()
    const parents = branch === 'main' ? [] : ['-p', git(root, 'rev-parse', 'refs/remotes/origin/main').trim()]
    const made = git(root, 'commit-tree', tree, ...parents, '-m', branch).trim()
    git(root, 'update-ref', branch === 'main' ? 'refs/remotes/origin/main' : 'refs/heads/change', made)
  }
  git(root, 'checkout', '--quiet', '--force', 'change')
  const { exit, stdout } = wavec(['check'], shop, ci)
  assert.equal(exit, 1, stdout)
  assert.match(stdout, / error migrations\/edited$/m)
})
