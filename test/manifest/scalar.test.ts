import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asObject } from '../../src/manifest/fields.ts'
import type { Json, JsonObject } from '../../src/manifest/manifest.ts'
import { resolveKey, resolvePlain } from '../../src/manifest/scalar.ts'
import { answers, type Read } from './kubectl.ts'

/** Plain scalars by the branch of goyaml.v2/resolve.go that they take. */
const plain = (
  'y Y yes Yes YES yEs n N no No NO on On ON oN off Off OFF true True TRUE tRue false False FALSE null Null NULL nUll ~ ' +
  'yess nope t f a _1 - -- -a + +a . .a .. ... .inf .Inf .INF +.inf -.inf -.INF .iNf .nan .NaN .NAN +.nan inf NaN ' +
  '0 -0 +0 1 +1 -1 00 01 007 012 -012 +012 08 09 0o17 0O17 -0o17 0o8 017_7 0b101 0B101 -0b11 +0b1 0b2 0b 0x1f 0XfF -0x1f 0x 0xg ' +
  '1_000 1__0 1_ -_1 _ 0_7 0x_1f 685_230.15 1_.5 .5 -.5 +.5 .5_0 ._5 .5_ .5__0 .5e1 .5e400 .e1 1. 1.e1 1.5 -1.5e-3 1.0 08.5 ' +
  '1e3 1E3 1e+3 1e-3 e1 1e 1e400 -1e400 1e-400 1e3_0 1e1.5 12:30 1:2:3.5 -1:30 100m 1.2.3 1,000 0.1.0 v1 1d 0x1p3 ' +
  '9007199254740993 9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616 -9223372036854775808 ' +
  '-9223372036854775809 +9223372036854775808 0xffffffffffffffff 0777777777777777777777 ' +
  '02000000000000000000000 0b1111111111111111111111111111111111111111111111111111111111111111 123456789012345678901234567890 ' +
  '2026-11-23 2026-1-2 2026-11-23T04:05:06Z 2026-11-23t04:05:06.5+01:00 2026-13-45 20261123 << = 1000000.0 1234567.0 0.00001 ' +
  '16777217.0 3.4e39 0.1 123456.0 -1e21 1e-7'
)
  .split(' ')
  // kubectl reads these as a list, the end of a document, and a merge.
  .filter((text) => text !== '-' && text !== '...' && text !== '<<')

/** No row: kubectl refuses the document. */
interface Row {
  readonly plain: string
  readonly value?: Json
  readonly key?: string
}

const expected: readonly Row[] = plain.map((text) => ({
  plain: text,
  ...known('value', asJson(resolvePlain(text))),
  ...known('key', resolveKey(text)),
}))

test(`kubectl reads ${plain.length} plain scalars as resolvePlain and resolveKey do`, (t) => {
  const rows = answers(t, 'kubectl-plain', (read) => {
    const values = ask(read, 'value', (text) => `value: ${text}`)
    const keys = ask(read, 'key', (text) => `${text}: x`)
    return plain.map((text, index) => ({
      plain: text,
      ...known('value', Object.values(values[index] ?? {})[0]),
      ...known('key', Object.keys(keys[index] ?? {})[0]),
    }))
  })
  assert.deepEqual(rows, expected)
})

/** One call for all scalars that should be readable, because a call is slow, and one call for each of the others. */
function ask(read: Read, part: 'value' | 'key', line: (text: string) => string): readonly (JsonObject | undefined)[] {
  const readable = expected.filter((row) => row[part] !== undefined)
  const objects = read(readable.map((row) => sample(line(row.plain))).join('---\n')) ?? []
  const together = new Map(readable.map((row, index) => [row.plain, objects[index]]))
  return expected.map(({ plain: text }) => {
    const object = together.has(text) ? together.get(text) : read(sample(line(text)))?.[0]
    return asObject(object?.['spec'])
  })
}

function sample(line: string): string {
  return `apiVersion: example.dev/v1\nkind: Sample\nmetadata: {name: a}\nspec:\n  ${line}\n`
}

function known<T>(name: 'value' | 'key', value: T | undefined) {
  return value === undefined ? {} : { [name]: value }
}

function asJson(value: ReturnType<typeof resolvePlain>): Json | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
}

test('resolvePlain: numbers that kubectl refuses are returned as numbers', () => {
  assert.deepEqual(['.nan', '.inf', '-.INF'].map(resolvePlain), [Number.NaN, Infinity, -Infinity])
})

test('resolveKey: the text of a merge key is unchanged', () => assert.equal(resolveKey('<<'), '<<'))

test('resolvePlain: a missing value is null', () => assert.equal(resolvePlain(''), null))
