// A finding about a rendered object points at its source: in a resource, or at the field of a kustomization.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadSources, renderKustomization } from '../../src/render/index.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import type { ValuePath } from '../../src/source/span.ts'
import { inTurn } from '../support/recorded-renderers.ts'

const kustomization = `resources: [app.yaml, db.yaml]
namePrefix: p-
commonAnnotations: { team: shop }
images: [{ name: shop/app, newTag: "2" }]
replicas: [{ name: app, count: 3 }]
configMapGenerator: [{ name: settings, literals: [A=b] }]
`
const files: Readonly<Record<string, string>> = {
  'app/kustomization.yaml': kustomization,
  'app/app.yaml': deployment('app', 'shop/app:1', 1),
  'app/db.yaml': deployment('app-db', 'postgres:16', 1),
}

function deployment(name: string, image: string, replicas: number, annotations = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${annotations}spec:
  replicas: ${replicas}
  template: { spec: { containers: [{ name: app, image: "${image}" }] } }
`
}

const image = ['spec', 'template', 'spec', 'containers', 0, 'image']

/** The source text of a field of the first rendered object, without the rest of its line. */
type TextAt = (path: ValuePath) => string

function compiled(rendered: string): TextAt {
  const place = { folder: 'app', span: { file: 'spec.yaml', start: 0, end: 0 } }
  const { value } = renderKustomization(memoryTree(files), place, inTurn('kustomize v5.5.0', rendered))
  return textAt(value?.documents[0]?.locate)
}

function audited(rendered: string): TextAt {
  const renderer = inTurn('kustomize v5.5.0', rendered)
  const { units } = loadSources({ tree: memoryTree(files), paths: ['app'], renderer })
  return textAt(units[0]?.documents[0]?.locate)
}

function textAt(locate: ((path: ValuePath) => { file: string; start: number; end: number }) | undefined): TextAt {
  return (path) => {
    assert.ok(locate !== undefined)
    const { file, start, end } = locate(path)
    return `${file}: ${files[file]?.slice(start, end).split('\n')[0] ?? ''}`
  }
}

const stated = `  annotations:
    config.kubernetes.io/origin: |
      path: ../tree/app/app.yaml
    team: shop
`

for (const [reader, textOf] of [
  ['compile', compiled(deployment('p-app', 'shop/app:2', 3, '  annotations: { team: shop }\n'))],
  ['audit', audited(deployment('p-app', 'shop/app:2', 3, stated))],
] as const) {
  test(`${reader}: a changed value points at the field that changed it, any other at its file`, () => {
    assert.equal(textOf(image), 'app/kustomization.yaml: [{ name: shop/app, newTag: "2" }]')
    assert.equal(textOf(['spec', 'replicas']), 'app/kustomization.yaml: [{ name: app, count: 3 }]')
    assert.equal(textOf(['metadata', 'annotations', 'team']), 'app/kustomization.yaml: { team: shop }')
    assert.equal(textOf(['kind']), 'app/app.yaml: Deployment')
    assert.equal(textOf(['metadata', 'name']), 'app/app.yaml: app')
  })
}

test('if a rendered name contains two source names, the longer one is the source', () => {
  assert.equal(compiled(deployment('p-app-db', 'postgres:16', 1))(image), 'app/db.yaml: "postgres:16"')
})

test('a generated ConfigMap points at its generator, an object of another kind does not', () => {
  const generated = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: p-settings-4f2k\n'
  const entry = 'app/kustomization.yaml: { name: settings, literals: [A=b] }'
  assert.equal(compiled(generated)(['data']), entry)
  const configured = `${generated}  annotations:\n    config.kubernetes.io/origin: |\n      configuredIn: ../tree/app/kustomization.yaml\n`
  assert.equal(audited(configured)(['data']), entry)
  const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: p-settings\n'
  assert.equal(compiled(service)(['spec']), 'app/kustomization.yaml: ')
})
