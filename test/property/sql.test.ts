// Truncated, mixed and mutated statements: lint never throws, its spans are in the file, and it skips no statement.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { caseSets, readCases } from '../bench/sql/case.ts'
import { anyApplier } from '../../src/sql/applier.ts'
import { lint } from '../../src/sql/lint.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { splitStatements } from '../../src/migrations/statements.ts'
import { repository } from '../support/golden.ts'

const parser = await loadParser()
const folder = `${repository}test/sql/rules/`
const texts = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => ['bad.sql', 'good.sql'].map((file) => readFileSync(`${folder}${name}/${file}`, 'utf8')))
  .concat(caseSets.flatMap((set) => readCases(set).map(({ statement }) => statement)))
const noise = [
  "'",
  '"',
  '$$',
  '$x$',
  '/*',
  '*/',
  '--',
  ';',
  '(',
  ')',
  '\\',
  '${a}',
  '{{b}}',
  ':c',
  '🙂',
  'é',
  '\u0000',
  '\r\n',
  '\\.',
  'begin',
  'end',
  'copy t from stdin;\n',
]

/** Lint does not throw, spans are inside the text, and every statement is counted as analysed or not analysed. */
function holds(text: string): void {
  const { diagnostics, analysed, notAnalysed, files } = lint(parser, {
    files: [{ path: 'a.sql', text }],
    tool: anyApplier,
    limits: 'unknown',
    server: 16,
  })
  for (const { span } of diagnostics) {
    assert.ok(
      span !== undefined && span.start >= 0 && span.start <= span.end && span.end <= text.length,
      JSON.stringify(span),
    )
  }
  for (const { action } of files[0]?.actions ?? []) assert.ok(action.start <= action.end && action.end <= text.length)
  assert.equal(diagnostics.filter(({ code }) => code === 'sql/unknown-statement').length <= notAnalysed, true)
  if (
    /\w/.test(text.replaceAll(/--.*|\/\*[^]*?(\*\/|$)/g, '')) &&
    splitStatements(text).length > 0 &&
    !/stdin|^\\/im.test(text)
  )
    assert.ok(analysed + notAnalysed > 0, 'silence')
}

test('truncated statements', () => {
  const cut = fc.constantFrom(...texts).chain((text) => fc.nat(text.length).map((at) => text.slice(0, at)))
  fc.assert(fc.property(cut, holds), { seed: 1, numRuns: 400 })
})

test('statements with inserted noise', () => {
  const noisy = fc
    .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(), fc.constantFrom(...noise)), { maxLength: 4 }))
    .map(([text, insertions]) => {
      let made = text
      for (const [where, what] of insertions) {
        const at = where % (made.length + 1)
        made = made.slice(0, at) + what + made.slice(at)
      }
      return made
    })
  fc.assert(fc.property(noisy, holds), { seed: 2, numRuns: 400 })
})

test('files assembled from pieces of others', () => {
  const piece = fc
    .constantFrom(...texts)
    .chain((text) =>
      fc.tuple(fc.nat(text.length), fc.nat(text.length)).map(([a, b]) => text.slice(Math.min(a, b), Math.max(a, b))),
    )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('\n')),
      holds,
    ),
    { seed: 3, numRuns: 300 },
  )
})

test('arbitrary text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), { seed: 4, numRuns: 300 })
})

test('extremely deep nesting', () => {
  for (const text of [
    `select ${'('.repeat(20_000)}1${')'.repeat(20_000)};`,
    `select ${'1+'.repeat(20_000)}1;`,
    `do $$ begin ${'begin '.repeat(2000)} null; ${'end; '.repeat(2000)} end $$;`,
  ])
    holds(`${text}\nalter table orders drop column note;`)
})

test('a syntax error in one statement does not hide findings in the next', () => {
  const text = 'alter tabel a;\nalter table orders drop column note;'
  const { diagnostics } = lint(parser, {
    files: [{ path: 'a.sql', text }],
    tool: anyApplier,
    limits: 'set',
    server: 16,
  })
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['sql/unknown-statement', 'sql/drop-column'],
  )
})
