import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ignoresIn } from '../../src/source/ignore.ts'

function covered(text: string, mark?: '#' | '--'): readonly string[] {
  return ignoresIn('f', text, mark).map(({ code, reason, start, end }) => `${code}|${reason}|${text.slice(start, end)}`)
}

test('an ignore comment on its own line covers the block below', () => {
  assert.deepEqual(covered('a: 1\n# wavec:ignore x/y why not\nb:\n  c: 1\n\n  # more\n  d: 2\ne: 3\n'), [
    'x/y|why not|b:\n  c: 1\n\n  # more\n  d: 2\n',
  ])
})

test('an ignore comment at the end of a line covers the line', () => {
  assert.deepEqual(covered('a: 1 # wavec:ignore x/y why\nb: 2\n'), ['x/y|why|a: 1 # wavec:ignore x/y why\n'])
})

test('an ignore comment above the first line of a document covers the document', () => {
  const text = 'a: 1\n---\n# about it\n# wavec:ignore x/y why\nb: 2\nc: 3\n---\nd: 4\n'
  assert.deepEqual(covered(text), ['x/y|why|b: 2\nc: 3\n'])
})

test('an ignore comment above a list item covers only this item', () => {
  const text = 'l:\n  # wavec:ignore x/y why\n  - a: 1\n    b: 2\n  - a: 3\n'
  assert.deepEqual(covered(text), ['x/y|why|  - a: 1\n    b: 2\n'])
})

test('ignore comments without a code or a reason, and in SQL, are read', () => {
  assert.deepEqual(covered('# wavec:ignore\na: 1\n'), ['||a: 1\n'])
  assert.deepEqual(covered('-- wavec:ignore x/y\nselect 1;\n', '--'), ['x/y||select 1;\n'])
})

test('several ignore comments above a line all cover it', () => {
  assert.equal(covered('# wavec:ignore x/y a\n# wavec:ignore x/z b\nk: 1\n').length, 2)
})
