import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, objectAt } from '../../src/manifest/fields.ts'
import type { Json, JsonObject } from '../../src/manifest/manifest.ts'
import { joinDocuments, writeYaml } from '../../src/manifest/write.ts'
import { answers } from './kubectl.ts'
import { tricky } from './tricky.ts'

const shapes: readonly (readonly [name: string, value: JsonObject, yaml: string])[] = [
  ['keys stay in order, undefined is left out', { b: 'x', a: undefined, c: null }, 'b: x\nc: null\n'],
  ['the empty map', {}, '{}\n'],
  ['a map with only undefined values', { a: { b: undefined } }, 'a: {}\n'],
  ['empty collections are flow', { a: {}, b: [], c: [{}, []] }, 'a: {}\nb: []\nc:\n- {}\n- []\n'],
  ['lists at the indentation of their key', { a: ['x', { b: 'y', c: ['z'] }] }, 'a:\n- x\n- b: "y"\n  c:\n  - z\n'],
  ['lists of lists', { a: [[['x'], 'z']] }, 'a:\n- - - x\n  - z\n'],
  ['maps in maps', { a: { b: { c: true } } }, 'a:\n  b:\n    c: true\n'],
  ['text of several lines', { sql: 'select 1;\n\n  -- ok\n' }, 'sql: |\n  select 1;\n\n    -- ok\n'],
  ['no newline at the end', { sql: 'a\nb' }, 'sql: |-\n  a\n  b\n'],
  ['two newlines at the end', { sql: 'a\nb\n\n' }, 'sql: |+\n  a\n  b\n\n'],
  ['a first line that is indented', { sql: '  a\nb' }, 'sql: |2-\n    a\n  b\n'],
  ['a block in a list', { a: ['x\ny\n', { b: 'x\ny\n' }] }, 'a:\n- |\n  x\n  y\n- b: |\n    x\n    y\n'],
  [
    'prose, quantities, versions',
    { a: 'Checks the database (fast)', b: '100m', c: 'v2.30' },
    'a: Checks the database (fast)\nb: 100m\nc: v2.30\n',
  ],
  ['escapes', { a: '"\\\t\u0085\ufeff' }, 'a: "\\"\\\\\\t\\u0085\\ufeff"\n'],
  [
    'keys that are other things',
    { on: 1, 1: 2, 'a: b': 3, '': 4, '<<': 5 },
    '"1": 2\n"on": 1\n"a: b": 3\n"": 4\n"<<": 5\n',
  ],
  ['numbers', { a: -0, b: 1e21, c: 0.1, d: -7 }, 'a: -0.0\nb: 1.0e+21\nc: 0.1\nd: -7\n'],
]

for (const [name, value, yaml] of shapes) test(`writeYaml: ${name}`, () => assert.equal(writeYaml(value), yaml))

test('writeYaml: a key beyond 1024 characters is written with ?', () => {
  const key = 'k'.repeat(1100)
  assert.equal(writeYaml({ [key]: { a: 1 } }), `? ${key}\n:\n  a: 1\n`)
})

const refused: readonly (readonly [value: JsonObject, message: RegExp])[] = [
  [{ spec: { items: ['a', { b: '\ud800' }] } }, /^cannot write spec\.items\[1\]\.b: half of a surrogate pair/],
  [{ a: 'x\n\udc00\n' }, /^cannot write a: half/],
  [{ a: { '\ud800x': 1 } }, /^cannot write a\.\ud800x: half/],
  [{ a: [[Number.NaN]] }, /^cannot write a\[0\]\[0\]: NaN is not a JSON number/],
  [{ a: Number.NEGATIVE_INFINITY }, /^cannot write a: -Infinity/],
]

for (const [value, message] of refused) {
  test(`writeYaml: throws where ${JSON.stringify(value)} stops being JSON`, () => {
    assert.throws(() => writeYaml(value), { name: 'Error', message })
  })
}

/** A string as a value and as a key. */
function sample(text: string): JsonObject {
  return { value: text, keys: { [text]: 'x' } }
}

test(`kubectl reads back ${tricky.length} tricky strings, as values and as keys`, (t) => {
  assert.ok(tricky.length >= 150)
  const rows = answers(t, 'kubectl-answers', (read) => {
    const documents = tricky.map((text, index) =>
      writeYaml({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `c${index}`, annotations: { [text]: 'x' } },
        data: { value: text },
      }),
    )
    const objects = read(joinDocuments(documents)) ?? []
    return tricky.map((text, index) => ({ written: writeYaml(sample(text)), ...readBack(objects[index]) }))
  })
  const expected = tricky.map((text) => ({ written: writeYaml(sample(text)), value: text, key: text }))
  assert.deepEqual(rows, expected)
})

function readBack(object: JsonObject | undefined) {
  const key = Object.keys(objectAt(object, 'metadata', 'annotations') ?? {})[0]
  return { value: at(object, 'data', 'value') ?? null, key: key ?? null }
}

const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e21,
  -1e21,
  1e20,
  1e-7,
  123456789.125,
  5e-324,
  1.7976931348623157e308,
  2 ** 53,
  -(2 ** 53),
  2 ** 63,
]

test('kubectl reads back numbers, booleans and null', (t) => {
  const values: readonly Json[] = [...numbers, true, false, null]
  const rows = answers(t, 'kubectl-numbers', (read) => {
    const documents = values.map((value, index) => custom(`n${index}`, { value }))
    const objects = read(joinDocuments(documents)) ?? []
    return values.map((value, index) => ({
      written: writeYaml({ value }),
      value: at(objects[index], 'spec', 'value') ?? null,
    }))
  })
  // JSON has no minus zero to send to the API.
  const expected = values.map((value) => ({ written: writeYaml({ value }), value: Object.is(value, -0) ? 0 : value }))
  assert.deepEqual(rows, expected)
})

function custom(name: string, spec: JsonObject): string {
  return writeYaml({ apiVersion: 'example.dev/v1', kind: 'Sample', metadata: { name }, spec })
}

const joined: readonly (readonly [name: string, documents: readonly string[], stream: string])[] = [
  ['nothing', [], ''],
  ['one document', ['a: 1\n'], 'a: 1\n'],
  ['two documents', ['a: 1\n', 'b: 2\n'], 'a: 1\n---\nb: 2\n'],
  ['a document without its last newline', ['a: 1', 'b: 2'], 'a: 1\n---\nb: 2\n'],
  ['blank lines that belong to a value', ['a: |+\n  x\n\n', 'b: 2\n'], 'a: |+\n  x\n\n---\nb: 2\n'],
  [
    'JSON first, for which kubectl would read the whole stream as JSON',
    ['{"a": 1}\n', 'b: 2\n'],
    '---\n{"a": 1}\n---\nb: 2\n',
  ],
]

for (const [name, documents, stream] of joined) {
  test(`joinDocuments: ${name}`, () => assert.equal(joinDocuments(documents), stream))
}
