import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { formatList, hasConflictMarkers, parseList, sumOf, unite } from '../../../src/project/output/list.ts'

const a = sumOf('a')
const b = sumOf('b')

test('a list has a header line and one line per file, sorted by path', () => {
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

test('a written list is read back', () => {
  const path = fc.stringMatching(/^[a-z][a-z0-9 .-]{0,8}[a-z](\/[a-z0-9]{1,5}){0,3}$/)
  const sum = fc.string().map(sumOf)
  fc.assert(
    fc.property(fc.dictionary(path, fc.uniqueArray(sum, { minLength: 1, maxLength: 3 })), (files) => {
      const sums = new Map(Object.entries(files))
      assert.deepEqual(new Map(parseList(formatList('0.1.0', sums))), sums)
    }),
  )
})

test('both sides of a merge conflict are read, with any line ends', () => {
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

test('paths outside of manifests/ and files of wavec itself are ignored', () => {
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

test('lines in another format are ignored', () => {
  for (const line of ['', 'x', `${a} x`, `${a.slice(1)}  x`, `${a.toUpperCase()}  x`, ` ${a}  x`, '\0\u{FFFD}']) {
    assert.deepEqual([...parseList(`${line}\n`)], [], line)
  }
})

test('only a complete set of conflict markers is a conflict', () => {
  assert.equal(hasConflictMarkers('a\n=======\nb\n'), false)
  assert.equal(hasConflictMarkers('  <<<<<<< a\n=======\n>>>>>>> b\n'), false)
  assert.equal(hasConflictMarkers('<<<<<<< a\n=======\n>>>>>>> b\n'), true)
})

test('united lists do not repeat a checksum', () => {
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
