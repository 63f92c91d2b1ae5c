// What a contributor's repository reaches in the action: no token, no program of its own, no Markdown of the summary.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { edit, spec } from '../cli/repository.ts'
import { commitAll, git, origin, push, script, writeProgram, type Origin } from './origin.ts'

const token = 'ghs_of-the-job'
/** As GitHub's runner sets them for a step. */
const job = {
  GH_TOKEN: token,
  GITHUB_TOKEN: token,
  ACTIONS_RUNTIME_TOKEN: token,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example',
  SERVER: 'https://git.example',
}
const inHeader = Buffer.from(`x-access-token:${token}`).toString('base64')

/** Programs that record under their name and verb whether they see a token, then do what they are for. */
function watched({ path, programs }: Origin): { readonly seen: () => Readonly<Record<string, readonly string[]>> } {
  const record = join(path, '../seen')
  writeFileSync(record, '')
  const watch = (name: string, verb: string, then: string): void =>
    writeProgram(
      programs,
      name,
      `verb="${verb}"
see() { if grep -qaE '${token}|${inHeader}|token.example'; then printf '%s %s %s\\n' "${name}" "$verb" "$1"; else printf '%s %s nothing\\n' "${name}" "$verb"; fi >> "${record}"; }
env | see environment
[ ! -r /proc/$PPID/environ ] || see parent < "/proc/$PPID/environ"
for open in 3 4 5 6 7 8 9; do [ ! -e "/proc/$$/fd/$open" ] || timeout 1 cat <&$open | see descriptor; done
printf '%s\\n' "$@" | see arguments
${then}`,
    )
  const real = git(path, '--exec-path').trim()
  writeProgram(programs, 'real-wavec', readFileSync(join(programs, 'wavec'), 'utf8'))
  watch('wavec', '$1', `exec "${join(programs, 'real-wavec')}" "$@"`)
  watch('gh', '$2', `case "$2" in list) echo 0 ;; esac`)
  watch(
    'git',
    '$(for word in "$@"; do case "$word" in -*|/*|*=*) ;; *) echo "$word"; break ;; esac; done)',
    `exec "${real}/git" "$@"`,
  )
  const seen = (): Record<string, string[]> => {
    const found = new Map<string, Set<string>>()
    for (const line of readFileSync(record, 'utf8').trim().split('\n')) {
      const [name, verb, what = ''] = line.split(' ')
      const key = `${name} ${verb}`
      found.set(key, (found.get(key) ?? new Set()).add(what))
    }
    return Object.fromEntries([...found].map(([key, whats]) => [key, [...whats].filter((what) => what !== 'nothing')]))
  }
  return { seen }
}

test('only git push, git fetch and gh see the token, and none in its arguments', (t) => {
  const server = origin(t)
  const { seen } = watched(server)
  const before = 'f'.repeat(40)
  const ran = script(server, 'run.sh', server.clone('a'), {
    ...job,
    EVENT: 'push',
    MODE: 'pull-request',
    BEFORE: before,
  })
  assert.equal(ran.exit, 0, ran.output)
  const { 'git push': pushed, 'git fetch': fetched, 'gh list': listed, 'gh create': created, ...others } = seen()
  assert.deepEqual(
    [pushed, fetched, listed, created],
    [['environment'], ['environment'], ['environment'], ['environment']],
  )
  assert.deepEqual(
    Object.entries(others).filter(([, whats]) => whats.length > 0),
    [],
  )
  assert.ok('wavec compile' in others && 'git commit' in others && 'git status' in others)
})

test('a check sees no token', (t) => {
  const server = origin(t)
  const { seen } = watched(server)
  const { exit, output } = script(server, 'run.sh', server.clone('a'), { ...job, EVENT: 'pull_request' })
  assert.equal(exit, 3, output)
  assert.ok('wavec check' in seen())
  assert.deepEqual(
    Object.entries(seen()).filter(([, whats]) => whats.length > 0),
    [],
  )
})

test('git does not take a folder that looks like a bare repository for one', (t) => {
  const server = origin(t)
  const executed = join(server.path, '../executed')
  const clone = server.clone('work')
  git(clone, 'mv', 'waves', 'waves.old')
  mkdirSync(join(clone, 'sub'))
  git(clone, 'mv', 'waves.old', 'sub/waves')
  commitAll(clone, 'Move')
  // What makes git take a folder for a repository of its own.
  for (const folder of ['sub/objects', 'sub/refs']) {
    mkdirSync(join(clone, folder))
    writeFileSync(join(clone, folder, '.keep'), '')
  }
  writeFileSync(join(clone, 'sub/HEAD'), 'ref: refs/heads/main\n')
  const program = `"env >> ${executed}; false"`
  writeFileSync(
    join(clone, 'sub/config'),
    `[core]\n repositoryformatversion = 0\n bare = false\n worktree = .\n fsmonitor = ${program}\n sshCommand = ${program}\n hooksPath = hooks\n[diff]\n external = ${program}\n`,
  )
  mkdirSync(join(clone, 'sub/hooks'))
  for (const hook of ['pre-commit', 'post-commit', 'pre-push', 'post-index-change'])
    writeProgram(join(clone, 'sub/hooks'), hook, `env >> "${executed}"`)
  commitAll(clone, 'Docs')
  push(clone)
  const ran = script(server, 'run.sh', clone, { ...job, EVENT: 'push', ROOT: 'sub' })
  assert.equal(ran.exit, 0, ran.output)
  assert.deepEqual(server.log('main').slice(0, 2), ['Compile manifests', 'Docs'])
  assert.match(git(server.path, 'show', '--format=', '--name-only', 'main'), /^sub\/manifests\/default\/orders\//m)
  edit(clone, `sub/${spec}`, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
  assert.equal(script(server, 'commit.sh', clone, { ...job, ROOT: 'sub' }).exit, 2)
  commitAll(clone, 'Longer deadline')
  push(clone)
  assert.equal(script(server, 'commit.sh', clone, { ...job, ROOT: 'sub' }).exit, 0)
  const check = script(server, 'run.sh', clone, { ...job, EVENT: 'pull_request', ROOT: 'sub', BASE: 'HEAD~2' })
  assert.equal(check.exit, 0, check.output)
  assert.doesNotMatch(check.output, /base-unknown/)
  assert.match(check.output, /30m/)
  assert.match(check.output, /<summary>The waves of manifests\/default\/orders<\/summary>/)
  assert.equal(existsSync(executed), false)
})

test('hooks and a file system monitor of the checkout start nothing', (t) => {
  const server = origin(t)
  const executed = join(server.path, '../executed')
  const clone = server.clone('work')
  for (const hook of ['pre-commit', 'post-commit', 'pre-push', 'post-index-change', 'reference-transaction'])
    writeProgram(join(clone, '.git/hooks'), hook, `touch "${executed}"`)
  git(clone, 'config', 'core.fsmonitor', `touch ${executed}; false`)
  const { exit, output } = script(server, 'run.sh', clone, { ...job, EVENT: 'push' })
  assert.equal(exit, 0, output)
  assert.deepEqual(server.log('main'), ['Compile manifests', 'Pipeline'])
  assert.equal(existsSync(executed), false)
})

test('settings of git that the user hands over stay', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  const own = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Grace' }
  assert.equal(script(server, 'run.sh', clone, { ...own, EVENT: 'push' }).exit, 0)
  assert.doesNotMatch(git(clone, 'config', '--list'), /user\.name/)
})

test('nothing that wavec prints ends its block in the summary, and the name of a folder adds no markup', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  const fence = '`'.repeat(12)
  const lines = [fence, '<img src=x>', '# heading', '```', fence]
  writeProgram(
    server.programs,
    'wavec',
    `case "$1" in graph) echo "flowchart LR" ;; *) printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')}; exit 1 ;; esac`,
  )
  const hostile = 'manifests/default/<img src=x onerror=alert(1)>'
  mkdirSync(join(clone, hostile), { recursive: true })
  writeFileSync(join(clone, hostile, 'kustomization.yaml'), '')
  commitAll(clone, 'Folder')
  const summary = join(clone, '../summary.md')
  writeFileSync(summary, '')
  script(server, 'check.sh', clone, { GITHUB_STEP_SUMMARY: summary, BASE: 'HEAD^1' })
  const text = readFileSync(summary, 'utf8')
  assert.equal(text.split(`\n${'`'.repeat(13)}text\n${lines.join('\n')}\n${'`'.repeat(13)}\n`).length, 3, text)
  assert.doesNotMatch(text, /onerror/)
})
