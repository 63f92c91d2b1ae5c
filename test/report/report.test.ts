import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { written } from '../../src/diagnostic/line.ts'
import { formats, render, textLines, type Report } from '../../src/report/index.ts'
import { golden } from '../support/golden.ts'

const text = 'a: 1\nb: 100%\nc: { d: 名, e: 5 }\n'
const span = (part: string, file = 'waves/a,b:c.yaml') => ({
  file,
  start: text.indexOf(part),
  end: text.indexOf(part) + part.length,
})

const diagnostics: readonly Diagnostic[] = [
  { code: 'spec/bad-value', severity: 'note', message: 'only a note', span: span('b') },
  {
    code: 'spec/conflict',
    severity: 'error',
    message: '100% wrong\nin two lines',
    why: 'because',
    help: 'first\nthen',
    span: span('d: 名'),
    related: [{ span: span('a'), message: 'the other place' }],
  },
  {
    code: 'spec/bad-value',
    severity: 'warning',
    message: 'over two lines',
    span: { file: 'waves/a,b:c.yaml', start: 0, end: 8 },
    fix: { title: 'write 2', edits: [{ span: span('1'), text: '2' }] },
  },
  { code: 'source/unreadable', severity: 'error', message: 'no text', span: { file: 'gone', start: 3, end: 4 } },
  { code: 'source/not-found', severity: 'error', message: 'nowhere\u001b[31m' },
]
const report: Report = { diagnostics, textOf: (file) => (file === 'gone' ? undefined : text), summary: '3 errors' }

for (const format of formats)
  test(`format ${format}`, async () => golden(`test/report/${format}.out`, await render(report, format)))

test('findings are sorted, and a repeated finding is reported once', async () => {
  for (const format of formats) {
    assert.equal(
      await render({ ...report, diagnostics: [...diagnostics, ...diagnostics].toReversed() }, format),
      await render(report, format),
    )
  }
})

test('colour only adds escape sequences and does not change the text', () => {
  const painted = written(textLines({ ...report, styles: (style, words) => `<${style}>${words}</${style}>` }))
  assert.match(painted, /<place>waves\/a,b:c.yaml:3:6<\/place> <error>error<\/error> <dim>spec\/conflict<\/dim>/)
  assert.equal(painted.replaceAll(/<\/?[a-z]+>/g, ''), written(textLines(report)))
})

test('a report without findings is empty', async () => {
  assert.equal(written(textLines({ diagnostics: [], textOf: () => undefined, summary: '' })), '')
  assert.equal(
    await render({ diagnostics: [], textOf: () => undefined, summary: '::set-output x' }, 'github'),
    ': :set-output x\n',
  )
})
