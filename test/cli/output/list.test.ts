import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { formatList, hasConflictMarkers, parseList, sumOf, unite } from '../../../src/project/output/list.ts'

const a = sumOf('a')
const b = sumOf('b')

test('one header line, then one line a file, sorted by path whatever the order', () => {
  const text = formatList(
    '1.2.3',
    new Map([
      ['b.yaml', [b]],
      ['B/ä.yaml', [a]],
      ['a.yaml', [a]],
    ]),
  )
  assert.equal(
    text,
    `# wavec 1.2.3 wrote these files; it overwrites and removes no others\n${a}  B/ä.yaml\n${a}  a.yaml\n${b}  b.yaml\n`,
  )
})

test('what is written is read back', () => {
  const path = fc.stringMatching(/^[a-z][a-z0-9 .-]{0,8}[a-z](\/[a-z0-9]{1,5}){0,3}$/)
  const sum = fc.string().map(sumOf)
  fc.assert(
    fc.property(fc.dictionary(path, fc.uniqueArray(sum, { minLength: 1, maxLength: 3 })), (files) => {
      const sums = new Map(Object.entries(files))
      assert.deepEqual(new Map(parseList(formatList('0.1.0', sums))), sums)
    }),
  )
})

test('both sides of a conflict count, with any line ends', () => {
  const text = [
    '# wavec 1 wrote',
    '<<<<<<< HEAD',
    `${a}  x.yaml`,
    '=======',
    `${b}  x.yaml`,
    `${b}  y.yaml`,
    '>>>>>>> main',
    '',
  ]
  for (const lineEnd of ['\n', '\r\n']) {
    const sums = parseList(text.join(lineEnd))
    assert.deepEqual(
      [...sums],
      [
        ['x.yaml', [a, b]],
        ['y.yaml', [b]],
      ],
    )
    assert.equal(hasConflictMarkers(text.join(lineEnd)), true)
  }
})

test('a list never leads out of manifests/, nor to the files of wavec itself', () => {
  for (const path of [
    '../waves/x',
    '/etc/passwd',
    'a/../../x',
    './x',
    'a//x',
    'a\\x',
    '.wavec',
    '.wavec-staging/x',
    '',
  ]) {
    assert.deepEqual([...parseList(`${a}  ${path}\n`)], [], path)
  }
})

test('what is no line of ours is not taken', () => {
  for (const line of ['', 'x', `${a} x`, `${a.slice(1)}  x`, `${a.toUpperCase()}  x`, ` ${a}  x`, '\0\u{FFFD}']) {
    assert.deepEqual([...parseList(`${line}\n`)], [], line)
  }
})

test('text with some marks of a conflict has no conflict', () => {
  assert.equal(hasConflictMarkers('a\n=======\nb\n'), false)
  assert.equal(hasConflictMarkers('  <<<<<<< a\n=======\n>>>>>>> b\n'), false)
  assert.equal(hasConflictMarkers('<<<<<<< a\n=======\n>>>>>>> b\n'), true)
})

test('lists unite without repeating a checksum', () => {
  assert.deepEqual(
    [
      ...unite(
        new Map([['x', [a]]]),
        new Map([
          ['x', [a, b]],
          ['y', [b]],
        ]),
      ),
    ],
    [
      ['x', [a, b]],
      ['y', [b]],
    ],
  )
})
