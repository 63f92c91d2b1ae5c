/**
 * docs/try-it.md is run from top to bottom: its commands, with the real wavec, git and shell. kind and kubectl only note how
 * they were called; of `kubectl exec` the git server's part is real.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { emptyFolder } from '../cli/output/workspace.ts'
import { program } from '../cli/cli.ts'
import { repository } from '../support/golden.ts'
import { kubectlVersion, unknownOptions } from '../support/kubectl-options.ts'
import { manifestsOf } from '../support/kubernetes/emitted.ts'
import { validate } from '../support/kubernetes/validate.ts'
import { database, majors } from '../support/postgres.ts'

const page = readFileSync(`${repository}docs/try-it.md`, 'utf8')

interface Block {
  readonly script: string
  /** What the page shows that it prints; undefined where it shows nothing. */
  readonly output: string | undefined
}

const blocks: readonly Block[] = [...page.matchAll(/^```(sh|console)\n(.*?)^```$/gms)].map(
  ([, language, text = '']) => {
    if (language === 'sh') return { script: text, output: undefined }
    const [command = '', ...output] = text.split('\n')
    return { script: `${command.replace(/^\$ /, '')}\n`, output: output.join('\n') }
  },
)
/** The clone and its PATH: here the repository itself, and the program of these tests. */
const [, ...steps] = blocks

/** Notes the words of a call, one a line, and plays `kubectl exec` of the git server on a folder. */
const cluster = `#!/bin/sh
{ printf '%s' "$(basename "$0")"; for word in "$@"; do printf '\\037%s' "$word"; done; printf '\\036'; } >> "$CALLS"
case "$*" in
  *' deployment/git '*) while [ "$1" != -- ]; do shift; done; shift; exec "$1" "$SERVER/\${2#/srv/git/}" ;;
  *' deployment/postgres '*) cat > "$ROLES" ;;
esac
`

interface Played {
  readonly folder: string
  readonly outputs: readonly string[]
  readonly calls: readonly (readonly string[])[]
  readonly roles: string
}

function played(t: TestContext): Played {
  const folder = emptyFolder(t)
  const at = (name: string): string => join(folder, name)
  for (const name of ['bin', 'server', 'home']) mkdirSync(at(name))
  for (const name of ['kind', 'kubectl']) writeFileSync(at(`bin/${name}`), cluster)
  writeFileSync(at('bin/wavec'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  for (const name of readdirSync(at('bin'))) chmodSync(at(`bin/${name}`), 0o755)
  symlinkSync(repository, at('wavec'))
  writeFileSync(at('calls'), '')
  const script = steps.map(({ script: text }) => `${text}printf '\\036'\n`).join('')
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-euo', 'pipefail', '-c', `git init --quiet --bare --initial-branch=main server/hello.git\n${script}`],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`,
        HOME: at('home'),
        CALLS: at('calls'),
        SERVER: at('server'),
        ROLES: at('roles.sql'),
        GIT_CONFIG_SYSTEM: '/dev/null',
        ...Object.fromEntries(
          ['AUTHOR', 'COMMITTER'].flatMap((who) => [
            [`GIT_${who}_NAME`, 'a'],
            [`GIT_${who}_EMAIL`, 'a@example.org'],
          ]),
        ),
      },
    },
  )
  assert.equal(status, 0, `${stdout}\n${stderr}`)
  return {
    folder,
    outputs: stdout.split('\u001E'),
    calls: readFileSync(at('calls'), 'utf8')
      .split('\u001E')
      .slice(0, -1)
      .map((line) => line.split('\u001F')),
    roles: readFileSync(at('roles.sql'), 'utf8'),
  }
}

test('the page can be typed from top to bottom, and shows what wavec prints', async (t) => {
  const { folder, outputs, calls, roles } = played(t)
  for (const [index, { script, output }] of steps.entries())
    if (output !== undefined) assert.equal(outputs[index], output, script)

  const hello = join(folder, 'hello')
  const inGit = (...args: readonly string[]): string =>
    spawnSync('git', ['-C', hello, ...args], { encoding: 'utf8' }).stdout
  // What Argo CD would read is what is here, and a rollback leaves nothing uncommitted.
  assert.equal(inGit('status', '--porcelain'), '')
  assert.equal(
    inGit('rev-parse', 'HEAD'),
    spawnSync('git', ['-C', join(folder, 'server/hello.git'), 'rev-parse', 'main'], { encoding: 'utf8' }).stdout,
  )

  for (const file of [join(repository, 'docs/try-it/cluster.yaml'), ...filesBelow(hello)].filter(
    (path) => /\.ya?ml$/.test(path) && !/kustomization|\.github/.test(path),
  ))
    for (const manifest of manifestsOf(readFileSync(file, 'utf8')))
      assert.deepEqual(await validate(manifest), [], `${file}: ${manifest.kind}/${manifest.metadata.name}`)

  await t.test(
    'the role that migrates can do it, and the role that serves can read',
    { skip: majors.length === 0 },
    async () => {
      await using hosted = await database(majors[0] ?? 15)
      await using admin = await hosted.client()
      // The roles belong to the whole server.
      await admin.query('begin')
      await admin.query(roles)
      await admin.query('set local role hello_migrator')
      await admin.query(readFileSync(join(hello, 'migrations/V1__create_greetings.sql'), 'utf8'))
      await admin.query('set local role hello_app')
      assert.deepEqual((await admin.query('select words from greetings')).rows, [{ words: 'hello, world' }])
      await admin.query('rollback')
    },
  )

  const commands = calls.filter(([name]) => name === 'kubectl').map(([, ...words]) => words)
  assert.ok(commands.length >= 15)
  await t.test(
    'kubectl knows each option',
    { skip: kubectlVersion.status === 0 ? false : 'kubectl is not installed' },
    () => {
      for (const words of commands) assert.deepEqual(unknownOptions(words), [], `kubectl ${words.join(' ')}`)
      assert.notDeepEqual(unknownOptions(['wait', '--fro=x']), [])
      assert.notDeepEqual(unknownOptions(['syncc', 'x']), [])
    },
  )
  for (const words of commands.flatMap((each) =>
    each.includes('--filename') ? [each[each.indexOf('--filename') + 1] ?? ''] : [],
  ))
    assert.ok(words.startsWith('https://') || existsSync(join(folder, words)) || existsSync(join(hello, words)), words)
})

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.git/'))
    .map((entry) => join(entry.parentPath, entry.name))
}
