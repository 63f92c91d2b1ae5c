import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { program, wavec } from './cli.ts'
import { read } from './output/workspace.ts'
import { addPipelines, edit, repository, spec } from './repository.ts'

test('another folder, locale and time zone give the same bytes', (t) => {
  const plain = repository(t)
  addPipelines(plain, ['illinois', 'a-i'])
  const here = wavec(['compile'], plain)
  const manifests = read(join(plain, 'manifests'))
  const turkish = { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham' }
  const other = repository(t)
  addPipelines(other, ['a-i', 'illinois'])
  assert.deepEqual(wavec(['compile'], other, turkish), here)
  assert.deepEqual(read(join(other, 'manifests')), manifests)
  const afar = repository(t)
  addPipelines(afar, ['a-i', 'illinois'])
  assert.equal(wavec(['compile', '--root', afar], '/', turkish).exit, 0)
  assert.deepEqual(read(join(afar, 'manifests')), manifests)
})

interface Document {
  readonly findings: readonly { readonly code: string }[]
  readonly pipelines: readonly { readonly files: readonly string[] }[]
  readonly written: readonly string[]
  readonly owed: readonly { readonly name: string }[]
  readonly next: string | null
}

test('with --format json, stdout is one document, also after a failure', (t) => {
  const root = repository(t)
  const first = documentOf(['compile'], root)
  assert.deepEqual([...first.written].sort(), ['manifests/README.md', ...(first.pipelines[0]?.files ?? [])])
  assert.deepEqual([first.owed[0]?.name, first.next], ['orders-db-migrator', 'git add waves manifests'])
  assert.deepEqual([documentOf(['compile'], root).written, documentOf(['check'], root).next], [[], null])
  edit(root, spec, 'smokeTest', 'smoketest')
  for (const verb of ['compile', 'check']) {
    assert.deepEqual(
      documentOf([verb], root).findings.map(({ code }) => code),
      ['spec/unknown-key'],
    )
  }
})

function documentOf(args: readonly string[], root: string): Document {
  return JSON.parse(wavec([...args, '--format', 'json'], root).stdout) as Document
}

test('a closed stdout ends wavec without an error message, with the exit code of the work', async (t) => {
  const root = repository(t)
  addPipelines(
    root,
    Array.from({ length: 40 }, (_, index) => `p${index}`),
  )
  for (const { args, exit } of [
    { args: ['schema'], exit: 0 },
    { args: ['check'], exit: 3 },
  ]) {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    const stderr: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    await once(child, 'close')
    assert.deepEqual([child.exitCode, Buffer.concat(stderr).toString()], [exit, ''], args.join(' '))
  }
})

test('a full disk at stdout is reported', { skip: !existsSync('/dev/full') }, (t) => {
  const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" explain > /dev/full', process.execPath, program], {
    cwd: repository(t),
    encoding: 'utf8',
  })
  assert.deepEqual([status, stderr], [2, "wavec: can't write to stdout: ENOSPC\nnext: df -h .\n"])
})

test('a bug shows its stack and asks to be reported', (t) => {
  const root = repository(t)
  writeFileSync(join(root, 'break.cjs'), "String.prototype.padEnd = () => { throw new TypeError('broken on purpose') }")
  const { exit, stdout, stderr } = wavec(['explain'], root, { NODE_OPTIONS: '--require ./break.cjs' })
  assert.deepEqual([exit, stdout], [2, ''])
  assert.match(
    stderr,
    /^wavec: this is a bug in wavec .*report it at https:\/\/github\.com\/wavec\/wavec\/issues .*\nTypeError: broken on purpose\n {4}at [^]*\nnext: npx wavec --version\n$/,
  )
})

test('colour is printed only on a terminal', (t) => {
  assert.ok(!wavec(['compile'], repository(t), { FORCE_COLOR: '1' }).stdout.includes(escape))
  for (const { noColour, coloured } of [
    { noColour: undefined, coloured: true },
    { noColour: '', coloured: true },
    { noColour: '1', coloured: false },
  ]) {
    const typed = onTerminal(['compile'], repository(t), { NO_COLOR: noColour })
    if (typed === undefined) return t.skip('there is no script(1) to make a terminal')
    assert.equal(typed.includes(escape), coloured, `NO_COLOR=${noColour}`)
  }
})

test('a terminal shows progress while a slow folder is rendered, and clears it', (t) => {
  const folder = repository(t)
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'kustomization.yaml'), 'resources: [map.yaml]\nnamePrefix: x-\n')
    writeFileSync(join(folder, name, 'map.yaml'), map)
  }
  // Renders as slowly as a large overlay.
  const slow = `#!/bin/sh\ncase $1 in version) echo v5.5.0 ;; *) sleep 0.6; printf '%s' '${map}' ;; esac\n`
  writeFileSync(join(bin, 'kustomize'), slow, { mode: 0o755 })
  const path = `${bin}:${process.env['PATH']}`
  const typed = onTerminal(['audit', 'a', 'b'], folder, { PATH: path })
  if (typed === undefined) return t.skip('there is no script(1) to make a terminal')
  const shown = `\r${escape}Krendering b, number 2 …\r${escape}K`
  assert.equal(typed.slice(0, shown.length), shown)
  assert.match(typed.slice(shown.length), /^[^\r]*0 errors/)
  const piped = spawnSync(process.execPath, [program, 'audit', 'a', 'b'], {
    cwd: folder,
    env: { PATH: path },
    encoding: 'utf8',
  })
  assert.deepEqual([piped.status, piped.stderr], [0, ''])
})

const escape = '\u001B['
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n'

/** The output on a terminal, by script(1) of util-linux; undefined if it is not installed. */
function onTerminal(
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const line = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ')
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...variables }
  const { stdout, status } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd, env, encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}
