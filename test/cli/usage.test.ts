import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { version } from '../../src/protocol/version.ts'
import { transcript, wavec } from './cli.ts'
import { verbs } from '../../src/cli/commands/index.ts'
import { golden } from '../support/golden.ts'
import { emptyFolder } from './output/workspace.ts'

/** Each command line runs in an empty folder below one called `somewhere`. */
const misuses = [
  [],
  ['compil'],
  ['frobnicate'],
  ['--root', '.', 'compile'],
  ['compile', '--fromat', 'json'],
  ['compile', '--format'],
  ['compile', '--root', '--format', 'json'],
  ['compile', '--format', 'jsno'],
  ['check', 'orders'],
  ['compile', '--root', 'no where'],
  ['compile', '--root', '/dev/null'],
  ['compile', '--root', 'x'.repeat(300)],
  ['init', '--root', 'no where'],
  ['init', '--root', '/dev/null', '--dry-run'],
  ['explain', 'drift/stael'],
  ['explain', 'nothing/like-it'],
  ['explain', 'drift/stale', 'drift/edited'],
  ['help', 'explian'],
  ['help', 'frobnicate'],
  ['chek', '--help'],
  ['frobnicate', '--help'],
]

test('a wrong command line exits 2 and names the fault, the nearest correct word and a line to paste', (t) => {
  const cwd = emptyFolder(t)
  const texts: string[] = []
  for (const args of misuses) {
    const ran = wavec(args, cwd)
    assert.equal(ran.exit, 2, args.join(' '))
    assert.equal(ran.stdout, '', args.join(' '))
    assert.match(ran.stderr, /^wavec: .*\nnext: .+\n$/)
    texts.push(transcript(args, ran))
  }
  golden('test/cli/misuse.out', texts.join('\n'))
})

test('verbs outside of any repository are refused with a next step', (t) => {
  const cwd = emptyFolder(t)
  mkdirSync(join(cwd, 'deeper'))
  const { exit, stderr } = wavec(['compile'], join(cwd, 'deeper'))
  assert.equal(exit, 2)
  assert.match(stderr, /^wavec: neither \S+ nor a folder above it has a folder waves\nnext: mkdir -p waves\/orders/)
})

test('help shows all verbs and each verb, by every name', (t) => {
  const cwd = emptyFolder(t)
  const overview = wavec(['help'], cwd)
  for (const args of [['--help'], ['-h']]) assert.deepEqual(wavec(args, cwd), overview)
  const pages = verbs.map((verb) => {
    const args = [verb, '--help']
    const page = wavec(args, cwd)
    assert.deepEqual(wavec(['help', verb], cwd), page)
    return transcript(args, page)
  })
  const text = [transcript(['help'], overview), ...pages].join('\n')
  assert.deepEqual(
    text.split('\n').filter((line) => line.length > 100),
    [],
  )
  golden('test/cli/help.out', text)
})

test('the version is that of package.json', (t) => {
  const { stdout, exit } = wavec(['--version'], emptyFolder(t))
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  assert.equal(version, (manifest as { readonly version: string }).version)
  assert.deepEqual([stdout, exit], [`${version}\n`, 0])
})
