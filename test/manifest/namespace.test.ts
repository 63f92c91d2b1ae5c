import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadManifests } from '../../src/manifest/load.ts'
import { documentText } from '../../src/manifest/document-text.ts'
import { joinDocuments } from '../../src/manifest/write.ts'

const head = 'apiVersion: v1\nkind: Secret\n'

const edits: readonly (readonly [name: string, before: string, after: string])[] = [
  ['a block map', `${head}metadata:\n  name: a\n`, `${head}metadata:\n  name: a\n  namespace: shop\n`],
  [
    'comments stay where they are',
    `# top\n${head}metadata: # m\n  # n\n  name: a # a\n  # l\n  labels: {x: y}\n# end\n`,
    `# top\n${head}metadata: # m\n  # n\n  name: a # a\n  namespace: shop\n  # l\n  labels: {x: y}\n# end\n`,
  ],
  [
    'a name that is not the first key, deeper indentation',
    `${head}metadata:\n      labels:\n            x: y\n      name: "a"\n`,
    `${head}metadata:\n      labels:\n            x: y\n      name: "a"\n      namespace: shop\n`,
  ],
  [
    'a name over two lines',
    `${head}metadata:\n  name: >-\n    a\n  labels: {}\n`,
    `${head}metadata:\n  name: >-\n    a\n  namespace: shop\n  labels: {}\n`,
  ],
  [
    'a flow map',
    `${head}metadata: {name: a, labels: {}}\n`,
    `${head}metadata: {name: a, namespace: shop, labels: {}}\n`,
  ],
  [
    'a flow map over several lines',
    `${head}metadata: {\n  name: a # a\n}\n`,
    `${head}metadata: {\n  name: a, namespace: shop # a\n}\n`,
  ],
  [
    'JSON',
    '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}\n',
    '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", "namespace": "shop"}}\n',
  ],
  [
    'CRLF',
    `${head}metadata:\n  name: a\nx: 1\n`.replaceAll('\n', '\r\n'),
    `${head}metadata:\n  name: a\n  namespace: shop\nx: 1\n`,
  ],
  ['no newline at the end', `${head}metadata:\n  name: a`, `${head}metadata:\n  name: a\n  namespace: shop\n`],
  [
    'every item of a List that needs one',
    'kind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: a\n- {apiVersion: v1, kind: Node, metadata: {name: n}}\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n',
    'kind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: a\n    namespace: shop\n- {apiVersion: v1, kind: Node, metadata: {name: n}}\n- {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}}\n',
  ],
]

for (const [name, before, after] of edits) {
  test(`documentText: ${name}`, () => {
    assert.equal(edited(before, 'shop'), after)
    assert.deepEqual(withoutNamespace(after), withoutNamespace(before))
  })
}

const untouched: readonly (readonly [name: string, text: string])[] = [
  ['one that has a namespace', `${head}metadata: {name: a, namespace: other}\n`],
  ['a cluster-scoped kind', 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\n'],
  ['an unknown kind', 'apiVersion: example.dev/v1\nkind: Secret\nmetadata: {name: a}\n'],
  ['metadata with an anchor', `${head}metadata: &m\n  name: a\nx: *m\n`],
  ['metadata that is an alias', `x: &m {name: a}\n${head}metadata: *m\n`],
  ['a name from a merge', `x: &m {name: a}\n${head}metadata:\n  <<: *m\n`],
  ['a name as an explicit key', `${head}metadata:\n  ? name\n  : a\n`],
]

for (const [name, text] of untouched) {
  test(`documentText: leaves alone ${name}`, () => assert.equal(edited(text, 'shop'), text))
}

test('documentText: a namespace that YAML would read as another type is quoted', () => {
  assert.equal(edited(`${head}metadata:\n  name: a\n`, '1e3'), `${head}metadata:\n  name: a\n  namespace: "1e3"\n`)
})

function edited(text: string, namespace: string): string {
  const { manifests } = loadManifests('a.yaml', text)
  const slices = new Set(manifests.map(({ slice }) => slice))
  return joinDocuments([...slices].map((slice) => documentText(slice, manifests, namespace))).replace(/^---\n/, '')
}

function withoutNamespace(text: string) {
  return loadManifests('a.yaml', text).manifests.map(({ manifest }) => {
    const { namespace: _, ...metadata } = manifest.metadata
    return { ...manifest, metadata }
  })
}
