import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../src/manifest/manifest.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { joinDocuments } from '../../src/manifest/write.ts'
import { answers } from './kubectl.ts'

const head = 'apiVersion: example.dev/v1\nkind: Sample\n'
const a = `${head}metadata: {name: a}\n`
const b = `${head}metadata: {name: b}\n`
const json = '"apiVersion": "example.dev/v1", "kind": "Sample", "metadata": {"name": "a"}'

/** Files that kubectl and a YAML 1.2 reader may read differently. */
const files: readonly (readonly [name: string, text: string])[] = [
  ['one document', a],
  ['two documents', `${a}---\n${b}`],
  ['leading and trailing markers', `---\n${a}---\n${b}---\n`],
  ['a comment after the marker', `${a}--- # b\n${b}`],
  ['empty and commented documents', `---\n# nothing\n---\n${a}---\n---\n\n---\n# ${b.replaceAll('\n', '\n# ')}\n`],
  ['an end marker', `${a}...\n---\n${b}...\n`],
  [
    'CRLF',
    `${a}spec:\n  block: |\n    x\n    y\n\n    z\n  kept: |+\n    x\n\n  folded: >\n    x\n    y\n  quoted: "x\n    y"\n  plain: x\n    y\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  ],
  ['a byte order mark', `\ufeff${a}`],
  ['a block without a last newline', `${a}spec:\n  x: |\n    text`],
  ['a kept block without a last newline', `${a}spec:\n  x: |+\n    text`],
  ['a stripped block without a last newline', `${a}spec:\n  x: |-\n    text`],
  ['a block before another document', `${a}spec:\n  x: |\n    text\n\n\n---\n${b}`],
  ['a kept block before another document', `${a}spec:\n  x: |+\n    text\n\n\n---\n${b}`],
  ['a kept folded block, indented by hand', `${a}spec:\n  x: >2+ # folded\n      text\n    more\n\n---\n${b}`],
  ['a kept block at the end', `${a}spec:\n  x: |+\n    text\n\n\n`],
  ['white space at the end of a block', `${a}spec:\n  x: |\n    text  \n     \n---\n${b}`],
  [
    'words of YAML 1.1',
    `${a}spec: {a: yes, b: off, c: 012, d: 0o17, e: 1_000, f: 12:30, g: "yes", h: ~, i: 2026-11-23, j: , k: N}\n`,
  ],
  ['keys of YAML 1.1', `${a}spec:\n  on: 1\n  no: 2\n  012: 3\n  1.50: 4\n  "off": 5\n  1e3: 6\n`],
  ['tags', `${a}spec: {a: !!str 12, b: !!int "012", c: !!float 1, d: !!bool "on", e: ! 12}\n`],
  ['anchors and aliases', `${a}spec:\n  a: &a {x: 1}\n  b: *a\n  c: &s yes\n  d: [*s, *a]\n`],
  [
    'merge keys',
    `${a}spec:\n  a: &a {x: 1, y: 2}\n  b: {<<: *a, x: 3}\n  c: {x: 3, <<: *a}\n  d: {<<: [*a, {x: 5, z: 6}]}\n  e: {"<<": 7}\n`,
  ],
  [
    'an indented document',
    `# top\n  ${a.trimEnd().replaceAll('\n', '\n  ')}\n---\n  ${b.trimEnd().replaceAll('\n', '\n  ')}\n`,
  ],
  ['explicit keys', `${a}spec:\n  ? a\n  : 1\n  ? on\n  : 2\n`],
  ['the key __proto__', `${a}spec: {__proto__: {x: 1}}\n`],
  [
    'a List',
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: example.dev/v1\n  kind: Sample\n  metadata: {name: a}\n- {${json.replace('"a"', '"b"')}}\n`,
  ],
  ['JSON', `{${json}, "spec": {"x": [1, "yes", null]}}`],
  ['JSON over several lines', `{\n\t${json},\n\t"spec": {}\n}\n`],
  ['escapes that only JSON has', `{${json}, "spec": {"x": "\\ud83d\\ude00 \\/ \\\\/ \\u00e9 \\\\ud83d"}}\n`],
  ['YAML in braces', `# comment\n{apiVersion: example.dev/v1, kind: Sample, metadata: {name: a}} # comment\n---\n${b}`],
]

interface Row extends JsonObject {
  readonly text: string
  readonly objects: readonly JsonObject[]
}

test(`kubectl reads ${files.length} files as loadManifests does`, (t) => {
  const rows = answers<Row>(t, 'kubectl-files', (read) =>
    files.map(([, text]) => ({ text, objects: read(text) ?? [] })),
  )
  for (const [index, [name, text]] of files.entries()) {
    assert.deepEqual(rows[index], plain({ text, objects: valuesOf(text) }), name)
  }
})

test('kubectl reads the joined slices of all files as it reads the files', (t) => {
  const stream = joinDocuments(files.flatMap(([, text]) => textsOf(text)))
  const [row] = answers<Row>(t, 'kubectl-carried', (read) => [{ text: stream, objects: read(stream) ?? [] }])
  assert.deepEqual(row, plain({ text: stream, objects: files.flatMap(([, text]) => valuesOf(text)) }))
})

function valuesOf(text: string) {
  return loadManifests('a.yaml', text).manifests.map(({ manifest }) => manifest)
}

/** Drops prototypes and the order of keys. */
function plain(value: JsonObject): unknown {
  return JSON.parse(JSON.stringify(value))
}

function textsOf(text: string): readonly string[] {
  const { manifests, diagnostics } = loadManifests('a.yaml', text)
  assert.deepEqual(diagnostics, [])
  return [...new Set(manifests.map(({ slice }) => slice))].map((slice) => slice.text)
}

const carried: readonly (readonly [name: string, text: string, slices: readonly string[]])[] = [
  ['comments stay', `# top\n${a}# end\n`, [`# top\n${a}# end\n`]],
  ['comments above the first marker stay', `# licence\n\n---\n# a\n${a}`, [`# licence\n\n# a\n${a}`]],
  ['a blank line below the first comment stays', `# licence\n\n# a\n${a}`, [`# licence\n\n# a\n${a}`]],
  ['braces on the marker', `--- {${json}}\n`, [`{${json}}\n`]],
  ['directives are dropped', `%YAML 1.1\n---\n${a}`, [a]],
  ['a comment on the marker stays', `${a}--- # b\n${b}`, [a, `# b\n${b}`]],
  ['comments of an empty document move to the next one', `---\n# off\n---\n${a}`, [`# off\n${a}`]],
  ['blank lines around a document are dropped', `\n\n${a}\n\n---\n\n${b}\n`, [a, b]],
  ['an end marker is dropped with the rest of its line', `${a}... # end\n`, [a]],
  ['CRLF becomes LF', `# top\n---\n# a\n${a}`.replaceAll('\n', '\r\n'), [`# top\n# a\n${a}`]],
  ['JSON without a newline gets one', `{${json}}`, [`{${json}}\n`]],
  ['nothing', '', []],
  ['only comments', '# nothing\n---\n# here\n', []],
]

for (const [name, text, slices] of carried) test(`text: ${name}`, () => assert.deepEqual(textsOf(text), slices))

test('the items of a List share one slice', () => {
  const item = '{apiVersion: v1, kind: Secret, metadata: {name: a}}'
  const { manifests } = loadManifests('a.yaml', `${a}---\nkind: List\nitems: [${item}, ${item}]\n`)
  assert.deepEqual(new Set(manifests.map(({ start }) => start)), new Set([0, a.length + 3]))
  assert.equal(manifests[1]?.slice, manifests[2]?.slice)
})

const places: readonly (readonly [path: readonly (string | number)[], at: 'key' | 'value', text: string])[] = [
  [['spec', 'env', 1, 'value'], 'value', '"2"'],
  [['spec', 'env', 1, 'value'], 'key', 'value'],
  [['spec', 'true'], 'value', 'off'],
  [['spec', 'true'], 'key', 'on'],
  [['spec', 'missing', 'deeper'], 'key', 'spec'],
]

for (const [path, at, text] of places) {
  test(`locate: ${at} of ${path.join('.')}`, () => {
    const source = `${b}---\nitems:\n- ${a.trimEnd().replaceAll('\n', '\n  ')}\n  spec: {on: off, env: [{value: "1"}, {value: "2"}]}\n`
    const { start, end, file } = loadManifests('x.yaml', source).manifests[1]?.locate(path, at) ?? assert.fail()
    assert.deepEqual([file, source.slice(start, end)], ['x.yaml', text])
  })
}

const pod = (env: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{env: [{name: X, value: ${env}}]}]}\n`
const meta = (entries: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: a, ${entries}}\n`

const problems: readonly (readonly [text: string, code: string, message: string, at: string])[] = [
  ['kind: X\nmetadata: {name: a}\n', 'workload/not-a-manifest', 'apiVersion is missing', 'kind'],
  ['apiVersion: v1\nkind: 7\nmetadata: {name: a}\n', 'workload/not-a-manifest', 'kind is not a string', '7'],
  ['apiVersion: v1\nkind: X\n', 'workload/not-a-manifest', 'metadata.name is missing', 'apiVersion'],
  [
    'apiVersion: v1\nkind: X\nmetadata: {name: 012}\n',
    'workload/not-a-manifest',
    'metadata.name is not a string',
    '012',
  ],
  [
    'apiVersion: v1\nkind: Job\nmetadata: {generateName: seed-}\n',
    'workload/generate-name',
    'generateName: seed- does not give a fixed name',
    'generateName',
  ],
  [
    meta('labels: {version: 1.0}'),
    'workload/not-a-string',
    'metadata.labels.version is 1.0, which YAML reads as the number 1',
    '1.0',
  ],
  [
    meta('annotations: {on: off}'),
    'workload/not-a-string',
    'metadata.annotations.true is off, which YAML reads as false',
    'off',
  ],
  [meta('labels: {a: [x]}'), 'workload/not-a-string', 'metadata.labels.a is a list, not a string', '[x]'],
  [
    pod('8080'),
    'workload/not-a-string',
    'spec.containers[0].env[0].value is 8080, which YAML reads as the number 8080',
    '8080',
  ],
  [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {A: yes}\n',
    'workload/not-a-string',
    'data.A is yes, which YAML reads as true',
    'yes',
  ],
  [`${a}spec: {x: .inf}\n`, 'workload/not-json', ".inf can't be sent to Kubernetes", '.inf'],
  [`${a}spec: {~: 1}\n`, 'workload/not-json', "~ can't be sent to Kubernetes", '~'],
  ['- a\n', 'yaml/not-a-map', 'expected keys with values, found a list', '- a\n'],
]

for (const [text, code, message, at] of problems) {
  test(`${code}: ${message}`, () => {
    const found = loadManifests('a.yaml', text).diagnostics.map((problem) => ({
      code: problem.code,
      message: problem.message,
      at: text.slice(problem.span?.start, problem.span?.end),
    }))
    assert.deepEqual(found, [{ code, message, at }])
  })
}

test('workload/not-a-string: its fix leaves nothing to report', () => {
  const text = meta('labels: {version: 1.0}')
  const [edit] = loadManifests('a.yaml', text).diagnostics[0]?.fix?.edits ?? []
  const mended = text.slice(0, edit?.span.start) + edit?.text + text.slice(edit?.span.end)
  assert.deepEqual(loadManifests('a.yaml', mended).diagnostics, [])
})

test('null in a map of strings is accepted, because the API reads it as the empty string', () => {
  assert.deepEqual(loadManifests('a.yaml', meta('labels: {a: null, b: }')).diagnostics, [])
})
