import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentText } from '../../src/manifest/document-text.ts'
import { insertItems } from '../../src/manifest/insert-items.ts'
import { loadManifests } from '../../src/manifest/load.ts'

const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: shop\n'
const added = {
  path: ['spec'],
  list: 'initContainers',
  items: [{ name: 'new', args: ['run'] }],
  note: 'why',
  above: 'containers',
}

const cases: readonly (readonly [name: string, index: number, before: string, after: string])[] = [
  [
    'a new list, above the comments of the next key',
    0,
    'spec:\n    # the app\n    containers:\n    - name: app # b\n',
    'spec:\n    # why\n    initContainers:\n    - name: new\n      args:\n      - run\n    # the app\n    containers:\n    - name: app # b\n',
  ],
  [
    'before the first entry',
    0,
    'spec:\n  initContainers:\n    # first\n    - name: one\n  containers: []\n',
    'spec:\n  initContainers:\n    # why\n    - name: new\n      args:\n      - run\n    # first\n    - name: one\n  containers: []\n',
  ],
  [
    'between two entries',
    1,
    'spec:\n  initContainers:\n  - name: one\n    image: x # y\n  - name: two\n  containers: []\n',
    'spec:\n  initContainers:\n  - name: one\n    image: x # y\n  # why\n  - name: new\n    args:\n    - run\n  - name: two\n  containers: []\n',
  ],
  [
    'after the last entry',
    1,
    'spec:\n  initContainers:\n  - name: one\n    args: |\n      a\n\n  containers: []\n',
    'spec:\n  initContainers:\n  - name: one\n    args: |\n      a\n  # why\n  - name: new\n    args:\n    - run\n\n  containers: []\n',
  ],
  [
    'a flow list, for which the object is rewritten',
    0,
    'spec: { initContainers: [{ name: one }], containers: [] }\n',
    'spec:\n  initContainers:\n  - name: new\n    args:\n    - run\n  - name: one\n  containers: []\n',
  ],
]

for (const [name, index, before, after] of cases) {
  test(`insertItems: ${name}`, () => {
    const documents = loadManifests('a.yaml', head + before).manifests.map((each) =>
      insertItems(each, { ...added, index }),
    )
    const [document] = documents
    assert.ok(document !== undefined)
    assert.equal(documentText(document.slice, documents, 'shop'), head + after)
  })
}
