// Idioms that a reader has to decode, each with what to write instead. Checked are comments and strings of src and the
// bench; of tests, comments and titles, because their other strings are data.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

const idioms: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\banew\b/i, instead: 'again, or a verb with re-: recreate, recompile' },
  { pattern: /\bmend(s|ed|ing)?\b/i, instead: 'fix' },
  { pattern: /\bcan not\b/i, instead: 'cannot; in a message "can\'t"' },
  { pattern: /\bfor ever\b/i, instead: 'forever, never ends' },
  { pattern: /\bwithout a word\b|\bpass(es|ed)? over (it|them|this)\b/i, instead: 'silently ignored' },
  { pattern: /(?<!\bthere )\bis no (?!longer\b|one\b)/i, instead: 'is not a …' },
  {
    pattern: /\b(whoever|somebody|nobody|anybody|everybody)\b/i,
    instead: 'the actor: the user, Argo CD, another session',
  },
  { pattern: /\bwhatever\b/i, instead: 'any, or the actor' },
  { pattern: /\b(told|tells|telling)\b/i, instead: 'report, show, say' },
  { pattern: /\bstands? (?!for\b|-?ins?\b|up\b)|\bin the open\b/i, instead: 'is, is in; in plaintext' },
  { pattern: /\bbehind\b/i, instead: 'after' },
  { pattern: /\bof now\b|\bone of both\b/i, instead: 'current; one of the two' },
]
/** Where the word has the field's own sense. */
const exceptions = [/\b(left|leaves?|leaving|lags?|lagging|falls?|stays?) behind\b/gi, /\bbehind a proxy\b/gi]

const files = ['src', 'test'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort(),
)

test('no string or comment of src, and no title or comment of a test, contains an idiom', () => {
  const found = files.flatMap((path) => idiomsIn(path, readFileSync(`${root}${path}`, 'utf8')))
  assert.ok(found.length === 0, `\n${found.join('\n')}`)
})

test('an idiom is found in a comment, a string and a template, and not in a name', () => {
  const text = "// Made anew.\nconst anew = 'is no number'\nconst b = `${anew} can not`\n/* left behind */\n"
  assert.deepEqual(
    idiomsIn('a.ts', text).map((line) => line.split(' ')[0]),
    ['a.ts:1', 'a.ts:2', 'a.ts:3'],
  )
})

test('in a test, an idiom is found in a title and a comment, and not in other strings', () => {
  const text =
    "test('made anew', () => call('anew'))\nt.test(\n  `${a} anew`)\nexpect('anew') // anew\nlatest('anew')\n"
  assert.deepEqual(
    idiomsIn('test/a.test.ts', text).map((line) => line.split(' ')[0]),
    ['test/a.test.ts:1', 'test/a.test.ts:3', 'test/a.test.ts:4'],
  )
})

function idiomsIn(path: string, text: string): string[] {
  const isTest = path.startsWith('test/') && !/^test\/bench\/.*(?<!\.test)\.ts$/.test(path)
  return proseOf(text, isTest).flatMap(({ line, prose }) =>
    idioms.flatMap(({ pattern, instead }) => {
      const found = pattern.exec(exceptions.reduce((rest, allowed) => rest.replaceAll(allowed, ''), prose))
      return found === null ? [] : [`${path}:${line} "${found[0].trim()}": ${instead}`]
    }),
  )
}

/** Comments and literals, or of a test comments and titles, each with the line on which it begins. */
function proseOf(text: string, isTest: boolean): readonly { readonly line: number; readonly prose: string }[] {
  // Names inside of a template are code.
  const read = text.replaceAll(/\$\{[^{}\n]*\}/g, (name) => ' '.repeat(name.length))
  const pieces = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g
  const isRead = ({ 0: piece, index }: RegExpExecArray): boolean =>
    !isTest || piece.startsWith('/') || /\b(?:test|it|describe)\(\s*$/.test(read.slice(0, index))
  return [...read.matchAll(pieces)]
    .filter(isRead)
    .flatMap(({ 0: piece, index }) =>
      piece.startsWith('`') || piece.startsWith('/*')
        ? piece.split('\n').map((prose, at) => ({ line: lineAt(text, index) + at, prose }))
        : [{ line: lineAt(text, index), prose: piece }],
    )
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
