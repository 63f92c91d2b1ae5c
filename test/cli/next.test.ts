// Every failure ends with a command to paste, as the last line of the output.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isVerb } from '../../src/cli/commands/index.ts'

interface Run {
  readonly file: string
  readonly typed: string
  readonly printed: readonly string[]
}

const folder = fileURLToPath(new URL('.', import.meta.url))
/** Marks of a transcript, which shows command lines. */
const prompt = /^(?=\$ wavec)/m
/** Machine-readable formats have it as a field, or no place for it. */
const forPrograms = /--format (?:json|sarif)/
/** Programs that users have: shell builtins, coreutils, git, npm and kubectl. */
const programs = ['chmod', 'cp', 'df', 'git', 'kubectl', 'ls', 'mkdir', 'mount', 'mv', 'npm', 'quota', 'rm', 'ulimit']

const failures = transcripts().flatMap(failuresIn)

test('transcripts of failures are found', () => assert.ok(failures.length > 60, `${failures.length}`))

for (const { file, typed, printed } of failures) {
  test(`${file}: ${typed}`, () => {
    const last = printed.at(-1) ?? ''
    assert.match(last, /^next: \S/, 'it ends in what to do next')
    const [program = '', verb = ''] = last.replace('next: ', '').split(' ')
    assert.ok(program === 'npx' ? verb === 'wavec' : programs.includes(program), `${program} is no known program`)
    for (const [, word = ''] of last.matchAll(/npx wavec (\S+)/g)) {
      assert.ok(word === 'help' || word === '--version' || isVerb(word), `there is no verb ${word}`)
    }
  })
}

function transcripts(): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.out')).sort()
}

function failuresIn(file: string): readonly Run[] {
  return readFileSync(join(folder, file), 'utf8')
    .split(prompt)
    .flatMap((text) => {
      const [typed = '', ...lines] = text.split('\n')
      const end = lines.findIndex((line) => /^\[exit [1-9]\d*\]$/.test(line))
      if (end < 0 || !typed.startsWith('$ wavec') || forPrograms.test(typed)) return []
      return [{ file, typed, printed: lines.slice(0, end) }]
    })
}
