// Of a file with very many findings the worst are shown, and the others are counted, in every format.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Diagnostic, Severity } from '../../src/diagnostic/diagnostic.ts'
import { formats, isDocument, render, type Report } from '../../src/report/index.ts'

const line = 'key: 1\n'
const text = line.repeat(1000)
const found = (file: string, severity: Severity, index: number): Diagnostic => ({
  code: 'spec/unknown-key',
  severity,
  message: `${severity} ${index}`,
  span: { file, start: index * line.length, end: index * line.length + 3 },
})
const many = (file: string, severity: Severity, from: number, to: number): readonly Diagnostic[] =>
  Array.from({ length: to - from }, (_, index) => found(file, severity, from + index))

const report = (diagnostics: readonly Diagnostic[]): Report => ({ diagnostics, textOf: () => text, summary: '' })
const messageIn = /\b(error|warning|note) (\d+)\b/g

/** The findings of a rendered report, by their messages, without those that only repeat a position. */
async function shownIn(diagnostics: readonly Diagnostic[], format: (typeof formats)[number]) {
  const output = await render(report(diagnostics), format)
  return { output, shown: new Set([...output.matchAll(messageIn)].map(([whole]) => whole)) }
}

for (const format of formats) {
  test(`${format}: 200 findings of a file are all shown`, async () => {
    const { output, shown } = await shownIn(many('a.yaml', 'warning', 0, 200), format)
    assert.equal(shown.size, 200)
    assert.doesNotMatch(output, /more-findings/)
  })

  test(`${format}: errors are shown before warnings, and the rest is counted for each file`, async () => {
    const { output, shown } = await shownIn(
      [
        ...many('a.yaml', 'warning', 0, 400),
        ...many('a.yaml', 'error', 400, 550),
        ...many('a.yaml', 'note', 550, 560),
        ...many('b.yaml', 'error', 600, 801),
        ...many('c.yaml', 'note', 900, 910),
      ],
      format,
    )
    assert.match(output, /360 more findings in a\.yaml are not shown: 350 warnings, 10 notes/)
    assert.match(output, /1 more finding in b\.yaml is not shown: 1 error\b/)
    assert.doesNotMatch(output, /more findings? in c\.yaml/)
    const expected = [
      ...many('a.yaml', 'error', 400, 550),
      ...many('a.yaml', 'warning', 0, 50),
      ...many('b.yaml', 'error', 600, 800),
      ...many('c.yaml', 'note', 900, 910),
    ]
    // The counts of what is not shown look like findings themselves.
    const counts = new Set(['error 1', 'warning 350'])
    assert.deepEqual(
      [...shown].filter((each) => !counts.has(each)).sort(),
      expected.map(({ message }) => message).sort(),
    )
    if (isDocument(format)) assert.doesNotThrow(() => JSON.parse(output))
  })

  test(`${format}: findings that name no file are bounded too`, async () => {
    const nowhere = many('', 'error', 0, 250).map(({ code, severity, message }) => ({ code, severity, message }))
    const { output, shown } = await shownIn(nowhere, format)
    assert.equal(shown.size, 200)
    assert.match(output, /50 more findings that name no file are not shown: 50 errors/)
  })
}
