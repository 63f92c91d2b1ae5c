import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseYaml, type YamlOptions } from '../../src/source/yaml.ts'

const codesOf = (text: string, options?: YamlOptions) =>
  parseYaml('f', text, options).diagnostics.map(({ code }) => code)
const valueOf = (text: string, options?: YamlOptions) => parseYaml('f', text, options).documents[0]?.value()

test('values follow YAML 1.2, with string keys, aliases and merges', () => {
  const text = 'a: &a { on: off, n: 012, 1: ~ }\nb: *a\nc: { <<: *a, n: 2 }\nd:\n__proto__: 3\n'
  const a = { on: 'off', n: 12, 1: null }
  assert.deepEqual(
    JSON.stringify(valueOf(text)),
    JSON.stringify({ a, b: a, c: { 1: null, on: 'off', n: 2 }, d: null, ['__proto__']: 3 }),
  )
})

test('CRLF and LF give the same values', () => {
  const text = 'a:\n  - x\n  # c\n  - |\n    y\n    z\nb: "q\n  r"\n'
  assert.deepEqual(valueOf(text.replaceAll('\n', '\r\n')), valueOf(text))
})

test('the caller can resolve plain scalars, but not quoted ones and keys', () => {
  assert.deepEqual(valueOf('a: yes\nb: "yes"\nyes: !!int 3\nc:\nd: |\n  x\ne: !!str 1\n', { plain }), {
    a: '<yes>',
    b: 'yes',
    yes: '<3>',
    c: '<>',
    d: 'x\n',
    e: '1',
  })
})

test('each document has its value, text and range', () => {
  const text = '# head\na: 1\n---\n# none\n---\n# c\nb: [x, { y: 2 }]\n--- {c: 3}\n...\n# end\n'
  const { documents, diagnostics } = parseYaml('f', text)
  assert.deepEqual(diagnostics, [])
  assert.deepEqual(
    documents.map(({ value }) => value()),
    [{ a: 1 }, { b: ['x', { y: 2 }] }, { c: 3 }],
  )
  assert.deepEqual(
    documents.map(({ start, end }) => text.slice(start, end)),
    ['# head\na: 1\n', '# c\nb: [x, { y: 2 }]\n', ' {c: 3}\n...\n# end\n'],
  )
})

test('locate finds keys, values, aliased and merged values, or else the nearest parent', () => {
  const text = 'a: &a { k: v }\nb: { <<: *a, l: [1, { m: 2 }] }\nc: *a\nd: 1\n'
  const locate = parseYaml('f', text).documents[0]?.locate
  const at = (path: (string | number)[], which: 'key' | 'value') => {
    const span = locate?.(path, which)
    return text.slice(span?.start, span?.end)
  }
  assert.equal(at(['b', 'l', 1, 'm'], 'key'), 'm')
  assert.equal(at(['b', 'l', 1, 'm'], 'value'), '2')
  assert.equal(at(['b', 'l', 0], 'key'), '1')
  assert.equal(at(['b', 'k'], 'value'), 'v')
  assert.equal(at(['c', 'k'], 'key'), 'k')
  assert.equal(at(['d', 'x', 'y'], 'key'), 'd')
})

const plain = (text: string) => `<${text}>`

const cases = [
  ['', []],
  ['# only a comment\n', []],
  ['a: 1\na: 2\n', ['yaml/duplicate-key']],
  ['a: 1\n"a": 2\n---\nb: { c: 1, c: 2, c: 3 }\n', ['yaml/duplicate-key', 'yaml/duplicate-key', 'yaml/duplicate-key']],
  ['a:\n\tb: 1\n', ['yaml/tab-as-indent']],
  ['a: [*b]\n', ['yaml/syntax']],
  ['a: &a [*a]\n', ['yaml/too-many-aliases']],
  ['a: { <<: 1 }\n', ['yaml/syntax']],
  ['a: &a {}\nb: { <<: [*a, *a] }\n', []],
  ['- a\n', ['yaml/not-a-map']],
  ['null\n', ['yaml/not-a-map']],
  ['%YAML 1.1\n---\na: yes\n', []],
  ['%FOO\n---\na: 1\n', ['yaml/syntax']],
  [`a: &a x\nb: [${'*a,'.repeat(100)}]\n`, []],
  [`a: &a x\nb: [${'*a,'.repeat(101)}]\n`, ['yaml/too-many-aliases']],
] as const

for (const [text, expected] of cases) {
  test(`${JSON.stringify(text.slice(0, 50))}: ${expected.join(', ') || 'fine'}`, () =>
    assert.deepEqual(codesOf(text), expected))
}

test('a second or missing document is refused if one is expected', () => {
  assert.deepEqual(codesOf('', { documents: 'one' }), ['yaml/empty'])
  assert.deepEqual(codesOf('a: 1\n---\n# nothing\n', { documents: 'one' }), [])
  assert.deepEqual(codesOf('a: 1\n---\nb: 1\n', { documents: 'one' }), ['yaml/multiple-documents'])
})

test('at most one syntax error is reported per line, and ten per file', () => {
  assert.deepEqual(codesOf('a: @x @y `z`\n'), ['yaml/syntax'])
  assert.equal(codesOf(Array.from({ length: 50 }, (_, line) => `k${line}: @x\n`).join('')).length, 10)
})

const huge = 100_000
const endless = {
  lists: '['.repeat(huge),
  closed: '['.repeat(huge) + ']'.repeat(huge),
  maps: '{a: '.repeat(huge),
  dashes: '- '.repeat(huge),
  questions: '? '.repeat(huge),
  quotes: '"'.repeat(huge),
  commas: `[${','.repeat(huge)}`,
  anchors: '&a '.repeat(huge),
  tags: '!a '.repeat(huge),
  lines: 'a: b: c\n'.repeat(huge),
  keys: Array.from({ length: 50_000 }, (_, key) => `k${key}: v`).join('\n'),
  chain: `a0: &a0 ${'['.repeat(60)}${']'.repeat(60)}\n${Array.from({ length: 90 }, (_, at) => `a${at + 1}: &a${at + 1} ${'['.repeat(60)}*a${at}${']'.repeat(60)}`).join('\n')}`,
}

for (const [name, text] of Object.entries(endless)) {
  test(`excessive ${name} are reported without a crash`, { timeout: 30_000 }, () => {
    const { documents, diagnostics } = parseYaml('f', text)
    assert.equal(diagnostics.length > 0, name !== 'keys')
    for (const document of documents) document.value()
  })
}

test('parsing never throws, and every span is inside the text', () => {
  const piece = fc.constantFrom(
    'a',
    'b: ',
    ': ',
    '- ',
    '? ',
    '\n',
    '\n  ',
    '\n    ',
    '\t',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '&a ',
    '*a',
    '!t ',
    '<<: ',
    '|',
    '>',
    '#',
    '---',
    '...',
    '%',
    '\r\n',
    '@',
    '1',
    '🐘',
    '\\',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(text, (source) => {
      const { documents, diagnostics } = parseYaml('f', source)
      for (const document of documents) document.value()
      for (const { span, related = [] } of diagnostics) {
        for (const each of [span, ...related.map((other) => other.span)]) {
          assert.ok(
            each !== undefined && each.start >= 0 && each.start <= each.end && each.end <= Math.max(1, source.length),
          )
        }
      }
    }),
    { numRuns: 3000 },
  )
})
