// A repository whose own configuration, attributes and hooks start programs: no verb may start one of them. Each program
// leaves a file, and one that git itself starts shows that the trap works.
import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { wavec } from './cli.ts'
import { emptyFolder } from './output/workspace.ts'
import { commit, edit, git, repository, spec } from './repository.ts'

interface Trap {
  readonly root: string
  readonly executed: () => string
}

/** Every setting of git that names a program, hooks, filters, textconv and an external diff, in a repository that is used. */
function trapped(t: TestContext): Trap {
  const root = repository(t)
  const marks = join(emptyFolder(t), 'executed')
  const program = join(root, 'program.sh')
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${marks}\ncat\n`)
  chmodSync(program, 0o755)
  writeFileSync(join(root, '.gitattributes'), '* filter=evil diff=evil\n*.sql filter=evil=er diff=evil\n')
  assert.equal(wavec(['compile'], root).exit, 0)
  commit(root)
  git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
  git(root, 'switch', '--quiet', '--create', 'change')
  for (const hook of hooks) {
    mkdirSync(join(root, '.git/hooks'), { recursive: true })
    writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\necho ${hook} >> ${marks}\n`)
    chmodSync(join(root, '.git/hooks', hook), 0o755)
  }
  appendFileSync(join(root, '.git/config'), settings(program))
  edit(root, spec, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
  // The index remembers other times, so git has to read the files.
  for (const path of ['waves/orders/app/app.yaml', 'waves/orders/migrations/V1__orders.sql'])
    utimesSync(join(root, path), 1, 1)
  rmSync(marks, { force: true })
  return { root, executed: () => (existsSync(marks) ? readFileSync(marks, 'utf8') : '') }
}

const hooks = ['post-index-change', 'reference-transaction', 'post-checkout', 'pre-auto-gc', 'fsmonitor-watchman']

function settings(program: string): string {
  return `
[core]
  fsmonitor = ${program}
  pager = ${program}
  editor = ${program}
  sshCommand = ${program}
  askPass = ${program}
  gitProxy = ${program}
  alternateRefsCommand = ${program}
[pager]
  diff = ${program}
  cat-file = ${program}
[credential]
  helper = ${program}
[diff]
  external = ${program}
[diff "evil"]
  command = ${program}
  textconv = ${program}
[filter "evil"]
  clean = ${program}
  smudge = ${program}
  required = true
[filter "evil=er"]
  process = ${program}
  clean = ${program}
  required = true
[gpg]
  program = ${program}
[log]
  showSignature = true
[alias]
  rev-parse = !${program}
  diff = !${program}
[uploadpack]
  packObjectsHook = ${program}
[remote "origin"]
  url = ext::${program}
  promisor = true
  partialclonefilter = blob:none
  uploadpack = ${program}
[protocol "ext"]
  allow = always
[protocol]
  allow = always
[extensions]
  partialClone = origin
[trace2]
  eventTarget = /dev/null
`
}

const verbs: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--base', 'main'],
  ['compile'],
  ['lint'],
  ['lint', '--rollback', 'v2.3.1'],
  ['diff'],
  ['diff', '--base', 'HEAD', '--format', 'json'],
  ['set', 'orders', '--release', 'v2.4.0'],
  ['audit', 'manifests/default/orders'],
  ['graph', 'manifests/default/orders', '--live', 'main'],
  ['simulate', 'manifests/default/orders', '--live', 'HEAD'],
]

test('the trap works: git itself starts the programs', (t) => {
  const { root, executed } = trapped(t)
  // The program speaks no protocol of filters, so git starts it and then gives up.
  assert.throws(() => git(root, 'status', '--porcelain'), /clean filter 'evil=er' failed/)
  assert.match(executed(), /program\.sh/)
})

for (const args of verbs) {
  test(`wavec ${args.join(' ')} starts nothing that the repository names`, (t) => {
    const { root, executed } = trapped(t)
    const { exit, stdout, stderr } = wavec(args, root, { CI: 'true' })
    assert.equal(executed(), '', stdout + stderr)
    assert.ok([0, 1, 3].includes(exit ?? -1), stdout + stderr)
    assert.doesNotMatch(stdout, /base-unknown/)
  })

  test(`wavec ${args.join(' ')} fetches no object that is missing`, (t) => {
    const { root, executed } = trapped(t)
    for (const path of ['waves/orders/pipeline.lock', spec, 'waves/orders/app/app.yaml']) {
      const object = git(root, 'rev-parse', `main:${path}`).trim()
      rmSync(join(root, '.git/objects', object.slice(0, 2), object.slice(2)), { force: true })
    }
    const { stdout, stderr } = wavec(args, root, { CI: 'true' })
    assert.equal(executed(), '', stdout + stderr)
  })
}

test('a .git file that points elsewhere brings no programs', (t) => {
  const { root, executed } = trapped(t)
  const away = join(emptyFolder(t), 'away')
  renameSync(join(root, '.git'), away)
  writeFileSync(join(root, '.git'), `gitdir: ${away}\n`)
  mkdirSync(join(away, 'objects/info'), { recursive: true })
  const other = repository(t)
  commit(other)
  writeFileSync(join(away, 'objects/info/alternates'), `${join(other, '.git/objects')}\n`)
  for (const args of [['check'], ['diff'], ['compile']]) {
    const { stdout, stderr } = wavec(args, root, { CI: 'true' })
    assert.equal(executed(), '', stdout + stderr)
    assert.doesNotMatch(stdout, /base-unknown/)
  }
})

test('a submodule brings no programs', (t) => {
  const { root: inner, executed } = trapped(t)
  const root = repository(t)
  commit(root)
  git(root, 'clone', '--quiet', '--no-checkout', inner, join(root, 'waves/inner'))
  git(root, 'update-index', '--add', '--cacheinfo', `160000,${git(inner, 'rev-parse', 'main').trim()},waves/inner`)
  git(root, 'commit', '--quiet', '--message', 'inner')
  appendFileSync(join(root, 'waves/inner/.git/config'), settings(join(inner, 'program.sh')))
  for (const args of [['check'], ['diff', '--base', 'HEAD']]) {
    const { stdout, stderr } = wavec(args, root)
    assert.equal(executed(), '', stdout + stderr)
  }
})

test('a subfolder that looks like a bare repository brings no programs', (t) => {
  const root = repository(t)
  const outer = emptyFolder(t)
  const sub = join(outer, 'sub')
  renameSync(root, sub)
  for (const folder of ['objects', 'refs']) {
    mkdirSync(join(sub, folder))
    writeFileSync(join(sub, folder, '.keep'), '')
  }
  const marks = join(outer, 'executed')
  writeFileSync(join(sub, 'HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(
    join(sub, 'config'),
    `[core]\n repositoryformatversion = 0\n bare = false\n worktree = .\n fsmonitor = "echo $0 >> ${marks}; false"\n`,
  )
  git(outer, 'init', '--quiet', '--initial-branch=main')
  git(outer, 'add', '--all')
  git(outer, 'commit', '--quiet', '--message', 'all')
  git(sub, 'status')
  assert.ok(existsSync(marks), 'the trap works')
  rmSync(marks)
  for (const args of [['check'], ['compile'], ['lint'], ['diff'], ['diff', '--base', 'HEAD']]) {
    const { exit, stdout, stderr } = wavec(args, sub)
    assert.ok(!existsSync(marks), stdout + stderr)
    assert.ok([0, 1, 3].includes(exit ?? -1), stdout + stderr)
  }
})
