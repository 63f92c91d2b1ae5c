// The writer against the npm package `yaml`, in both its modes, and against our own reader. In its 1.1 mode the package,
// unlike kubectl, reads `e1` as NaN, `12:30` in base 60 and dates as Date, so we quote all of them. Only its 1.2 mode and
// kubectl read `0o17` as a number.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parse } from 'yaml'
import { loadManifests } from '../../src/manifest/load.ts'
import type { JsonObject } from '../../src/manifest/manifest.ts'
import { resolvePlain } from '../../src/manifest/scalar.ts'
import { joinDocuments, writeYaml } from '../../src/manifest/write.ts'

const options = { seed: 20261123, numRuns: 1000 }

const pieces = (
  'a y No on ~ null true 0 1 8 . _ e + - -- --- ... : , # ? ! & * % @ ` | > |+ < << = [ ] { } \' " \\ / 0x 0o 0b .inf .nan ' +
  '12:30 2026-11-23 !!str &a *a \\n é 😀 \u0000 \u001b \u007f \u0085 \u00a0 \u2028 \u2029 \ufeff \ufffe'
)
  .split(' ')
  .concat([' ', '  ', '\t', '\n', '\n\n', '\r', '\r\n', ' #', ': ', '- ', '? ', 'x'.repeat(1030)])

const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''))
const lines = fc
  .array(fc.oneof(hostile, fc.constantFrom('', ' ', '  x', 'x  ', '\tx')), { maxLength: 6 })
  .map((all) => all.join('\n'))
const text = fc.oneof(hostile, lines, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))

const { object } = fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
  object: fc.dictionary(text, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
}))
const json = object.map((value) => value as JsonObject)

for (const version of ['1.1', '1.2'] as const) {
  test(`yaml ${version} reads back what writeYaml wrote`, () => {
    fc.assert(
      fc.property(json, (value) => assert.deepStrictEqual(parse(writeYaml(value), { version }), value)),
      options,
    )
  })
}

test('joined documents are split again, each with its value and its text', () => {
  const documents = fc.array(json, { maxLength: 4 }).map((specs) =>
    specs.map((spec, index) => ({
      apiVersion: 'example.dev/v1',
      kind: 'Sample',
      metadata: { name: `n${index}` },
      spec,
    })),
  )
  fc.assert(
    fc.property(documents, (values) => {
      const texts = values.map((value) => writeYaml(value))
      const { manifests, diagnostics } = loadManifests('a.yaml', joinDocuments(texts))
      assert.deepStrictEqual(diagnostics, [])
      assert.deepStrictEqual(
        manifests.map(({ manifest }) => manifest),
        JSON.parse(JSON.stringify(values)),
      )
      assert.deepStrictEqual(
        manifests.map((manifest) => manifest.text),
        texts,
      )
    }),
    options,
  )
})

test('kubectl reads each string written without quotes as the same string', () => {
  fc.assert(
    fc.property(text, (value) => {
      const written = writeYaml({ value }).slice('value: '.length, -1)
      if (!/^["|]/.test(written)) assert.equal(resolvePlain(written), value)
    }),
    options,
  )
})

test('a document ends in one newline, unless its last value ends in more', () => {
  fc.assert(
    fc.property(json, (value) => {
      const written = writeYaml(value)
      assert.match(written, /\n$/)
      if (written.endsWith('\n\n')) assert.match(written, /\|2?\+\n/)
    }),
    options,
  )
})
