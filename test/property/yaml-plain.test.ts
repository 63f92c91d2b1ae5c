// The fast YAML reader against the full parser: a text that the fast one accepts gives the same values in both.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Parser, stringify } from 'yaml'
import { loadManifests } from '../../src/manifest/load.ts'
import type { JsonObject } from '../../src/manifest/manifest.ts'
import { documentText } from '../../src/manifest/document-text.ts'
import { joinDocuments, writeYaml } from '../../src/manifest/write.ts'
import { loadPipeline } from '../../src/pipeline/load.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { agrees } from './yaml-plain-agreement.ts'

const root = new URL('../../', import.meta.url)

function filesBelow(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(({ parentPath, name }) => ({
      path: `${parentPath}/${name}`,
      text: readFileSync(`${parentPath}/${name}`, 'utf8'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

const inputs = [...filesBelow('waves/'), ...filesBelow('test/golden/').filter(({ path }) => path.includes('/waves/'))]

test('both readers agree on every YAML file of the repository, and the fast one accepts almost all', () => {
  const files = [...filesBelow('waves/'), ...filesBelow('manifests/'), ...filesBelow('test/')]
  const taken = files.filter(({ text }) => agrees(text))
  assert.ok(files.length > 300 && taken.length > files.length * 0.9, `${taken.length} of ${files.length}`)
})

test('no spec or manifest of the examples is parsed in full, even to insert a namespace', (t) => {
  const parse = t.mock.method(Parser.prototype, 'parse')
  assert.ok(inputs.length > 30)
  for (const { path, text } of inputs) {
    if (path.endsWith('/pipeline.yaml')) {
      const file = path.slice(path.lastIndexOf('/waves/') + 1)
      assert.deepStrictEqual(loadPipeline(memoryTree({ [file]: text }), file).diagnostics, [])
    } else {
      const { manifests } = loadManifests(path, text)
      assert.ok(manifests.length > 0, path)
      for (const { slice } of manifests) documentText(slice, manifests, 'elsewhere')
    }
    assert.equal(parse.mock.callCount(), 0, path)
  }
})

const words = 'a yes null ~ 1 0x1 1e3 - a:b # it\'s " \\ {} x\ny\n \nx x\n\n é 🐘 << __proto__ --- ... \t'
  .split(' ')
  .concat(['', ' ', '- a', 'a: b', 'a #b', 'x\n  y\nz', ' x\ny', 'x '.repeat(60)])
const word = fc.constantFrom(...words)
const { object } = fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
  object: fc.dictionary(word, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
}))

const styles = [
  {},
  { indentSeq: false },
  { collectionStyle: 'flow' },
  { collectionStyle: 'flow', lineWidth: 0 },
  { lineWidth: 0, blockQuote: 'literal' },
  { lineWidth: 20, blockQuote: 'folded' },
  { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' },
  { nullStr: '', indent: 4 },
] as const

test('both readers agree on generated documents in every style', () => {
  let taken = 0
  let all = 0
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 3 }), fc.constantFrom(...styles), (values, style) => {
      const written = joinDocuments(values.map((value) => writeYaml(value as JsonObject)))
      for (const text of [written, values.map((value) => `---\n${stringify(value, style)}`).join('')]) {
        all++
        if (agrees(text)) taken++
      }
    }),
    { seed: 20261123, numRuns: 1000 },
  )
  assert.ok(taken > all / 4, `${taken} of ${all}`)
})

const pieces = (
  '# : - " \' | > , { } [ ] a \n \n\n \t \r\n \\ \\n ~ -1 0x1 1e3 é % @ *a {a} {a:1} [a,"b"] {"a":1} on :x -x |- |+ >- |2 ' +
  'key:\n ---\n ...\n __proto__:1\n \u00a0'
)
  .split(' ')
  .concat([' ', '  ', ' # c', '# c\n', '  # c\n', ': ', '- ', 'a: 1', '&a ', '!t ', '<<: ', '? ', '{a: 1}', '[a: b]'])
  .concat(['- - ', '- |\n', '"a": ', '\n   \n', ' :', 'a:  # c\n', '|\n    x\n\n   y\n', '>+\n  a\n  b\n\n   c\n\n'])

const change = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'drop', 'double', 'indent', 'prefix', 'suffix'),
  at: fc.nat(),
  to: fc.nat(),
  piece: fc.constantFrom(...pieces),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

function changed(text: string, { kind, at, to, piece }: Change): string {
  const place = at % (text.length + 1)
  if (kind === 'insert') return text.slice(0, place) + piece + text.slice(place)
  if (kind === 'delete') return text.slice(0, place) + text.slice(place + 1 + (to % 3))
  const lines = text.split('\n')
  const index = at % lines.length
  const line = lines[index] ?? ''
  const bare = line.trimStart()
  if (kind === 'drop') lines.splice(index, 1)
  else if (kind === 'double') lines.splice(to % lines.length, 0, line)
  else if (kind === 'indent') lines[index] = ' '.repeat(to % 7) + bare
  else if (kind === 'prefix') lines[index] = line.slice(0, line.length - bare.length) + piece + bare
  else lines[index] = line + piece
  return lines.join('\n')
}

/** Some lines of a file, with their common indentation removed. */
function excerpt(text: string, at: number, length: number): string {
  const lines = text.split('\n')
  const from = at % lines.length
  const some = lines.slice(from, from + 1 + (length % 20))
  const indent = some[0]?.search(/\S|$/) ?? 0
  return `${some.map((line) => line.slice(Math.min(indent, Math.max(0, line.search(/\S|$/))))).join('\n')}\n`
}

test('both readers agree on real files with inserted mistakes, or the fast one rejects them', () => {
  const texts = inputs.map(({ text }) => text)
  let taken = 0
  const numRuns = 4000
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.nat(),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (text, at, length, changes) => {
        if (agrees(changes.reduce(changed, excerpt(text, at, length)))) taken++
      },
    ),
    { seed: 20261123, numRuns },
  )
  assert.ok(taken > numRuns / 10, `${taken} of ${numRuns}`)
})
