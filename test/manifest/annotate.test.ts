import assert from 'node:assert/strict'
import { test } from 'node:test'
import { annotate } from '../../src/manifest/annotate.ts'
import { documentText } from '../../src/manifest/document-text.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { joinDocuments } from '../../src/manifest/write.ts'

const head = 'apiVersion: v1\nkind: Service\n'

const cases: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'a block map without annotations keeps its comments',
    `${head}metadata: # m\n  name: a # a\n  # l\n  labels: { x: z }\n`,
    `${head}metadata: # m\n  name: a # a\n  namespace: shop\n  annotations:\n    "w": "1"\n  # l\n  labels: { x: z }\n`,
  ],
  [
    'added to existing annotations, at their indentation',
    `${head}metadata:\n  name: a\n  annotations:\n      # why\n      x: z\n`,
    `${head}metadata:\n  name: a\n  namespace: shop\n  annotations:\n      # why\n      "w": "1"\n      x: z\n`,
  ],
  [
    'replacing an existing annotation',
    `${head}metadata:\n  name: a\n  annotations:\n    w: "0" # was\n    x: z\n`,
    `${head}metadata:\n  name: a\n  namespace: shop\n  annotations:\n    w: "1" # was\n    x: z\n`,
  ],
  [
    'flow maps',
    `${head}metadata: { name: a, annotations: { x: z } }\n`,
    `${head}metadata: { name: a, namespace: shop, annotations: { "w": "1", x: z } }\n`,
  ],
  [
    'an empty map',
    `${head}metadata:\n  name: a\n  annotations: {}\n`,
    `${head}metadata:\n  name: a\n  namespace: shop\n  annotations: { "w": "1" }\n`,
  ],
  [
    'JSON',
    '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}}\n',
    '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "namespace": "shop", "annotations": { "w": "1" }}}\n',
  ],
  [
    'every item of a List',
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: a\n  - { apiVersion: v1, kind: Service, metadata: { name: b } }\n',
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: a\n      namespace: shop\n      annotations:\n        "w": "1"\n  - { apiVersion: v1, kind: Service, metadata: { name: b, namespace: shop, annotations: { "w": "1" } } }\n',
  ],
  [
    'an object with anchored metadata is rewritten, because an edit would change both places',
    `# top\n${head}metadata: &m\n  name: a\n  namespace: shop\nspec:\n  selector: { app: a }\n`,
    `${head}metadata:\n  name: a\n  namespace: shop\n  annotations:\n    w: "1"\nspec:\n  selector:\n    app: a\n`,
  ],
]

for (const [name, before, after] of cases) {
  test(`annotate: ${name}`, () => {
    const { manifests } = loadManifests('a.yaml', before)
    const annotated = manifests.map((document) => annotate(document, { w: '1' }))
    const slices = new Set(annotated.map(({ slice }) => slice))
    const text = joinDocuments([...slices].map((slice) => documentText(slice, annotated, 'shop')))
    assert.equal(text.replace(/^---\n/, ''), after)
    for (const { manifest } of loadManifests('a.yaml', text).manifests)
      assert.equal(manifest.metadata.annotations?.['w'], '1')
  })
}
