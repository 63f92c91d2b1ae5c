import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { frame, positionAt } from '../../src/diagnostic/frame.ts'

/** The frame of the text between « and ». */
function framed(marked: string, width?: number): string[] {
  const start = marked.indexOf('«')
  const end = marked.indexOf('»') - 1
  const { excerpt, marks } = frame(marked.replace(/[«»]/g, ''), { file: 'f', start, end }, width)
  return [excerpt, marks]
}

const cases = [
  ['a: «b» c\n', ['a: b c', '   ^']],
  ['x\r\n  «ab»\r\ny\n', ['  ab', '  ^^']],
  ['\t«a»\n', ['    a', '    ^']],
  ['名前: «値»段\n', ['名前: 値段', '      ^^']],
  ['🐘 «a»', ['🐘 a', '   ^']],
  ['e\u0301 «a»', ['e\u0301 a', '  ^']],
  ['a«»\n', ['a', ' ^']],
  ['a: «b\n  c»\n', ['a: b', '   ^']],
  ['a\u001b[31m«b»', ['a␛[31mb', '      ^']],
  ['«»', ['', '^']],
] as const

for (const [marked, expected] of cases) test(JSON.stringify(marked), () => assert.deepEqual(framed(marked), expected))

test('long lines are cut around the span', () => {
  assert.deepEqual(framed(`${'x'.repeat(50)}«abc»${'y'.repeat(50)}`, 40), [
    `…${'x'.repeat(19)}abc${'y'.repeat(16)}…`,
    `${' '.repeat(20)}^^^`,
  ])
  assert.deepEqual(framed(`«${'x'.repeat(99)}»`, 20), [`${'x'.repeat(19)}…`, '^'.repeat(19)])
  assert.deepEqual(framed(`${'x'.repeat(99)}«y»`, 30), [`…${'x'.repeat(28)}y`, `${' '.repeat(29)}^`])
})

test('columns count code points', () => {
  assert.deepEqual(positionAt('a\n🐘b', 4), { line: 2, column: 2 })
  assert.deepEqual(positionAt('a\n', 2), { line: 2, column: 1 })
  assert.deepEqual(positionAt('', 9), { line: 1, column: 1 })
})

test('any text and span give a frame without invisible characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(60), fc.nat(60), (text, start, length) => {
      const { excerpt, marks } = frame(text, { file: 'f', start, end: start + length }, 40)
      // oxlint-disable-next-line no-control-regex -- these characters must not occur
      assert.doesNotMatch(excerpt, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
      assert.match(marks, /^ *\^+$/)
    }),
  )
})
