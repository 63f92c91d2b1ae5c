import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { diskTree } from '../../src/connect/disk.ts'
import { loadSources, type Renderer } from '../../src/render/index.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { renderer, withoutProgram } from '../support/renderers.ts'

function repository(files: Readonly<Record<string, string>>): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'wavec-test-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

/** Why the kustomization at the root was not rendered. */
function whyNot(root: string, asked: Renderer): string {
  const { diagnostics } = loadSources({ tree: diskTree(root), paths: [''], renderer: asked })
  return diagnostics.find(({ code }) => code === 'manifests/not-rendered')?.why ?? ''
}

const inKustomize = { skip: withoutProgram('kustomize') }

test('the installed kustomize renders, and every object has its source file', inKustomize, () => {
  using repo = repository({
    'over/kustomization.yaml':
      'resources: [../base]\nnamePrefix: p-\nconfigMapGenerator: [{ name: made, literals: [A=b] }]\n',
    'base/kustomization.yaml': 'resources: [b.yaml]\nnamespace: shop\n',
    'base/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata: { a: "1" }\n',
  })
  const tree = diskTree(repo.path)
  const { units, diagnostics } = loadSources({ tree, paths: ['over'], renderer })
  assert.deepEqual(diagnostics, [])
  const found = units[0]?.documents.map(({ manifest, file }) => [manifest.metadata.name, file])
  assert.deepEqual(found, [
    ['p-b', 'base/b.yaml'],
    ['p-made-b9t2424hkf', 'over/kustomization.yaml'],
  ])
})

test('an error of kustomize is reported in its own words', inKustomize, () => {
  using repo = repository({ 'kustomization.yaml': 'resources: [gone.yaml]\nnamespace: shop\n' })
  assert.match(whyNot(repo.path, renderer), /gone\.yaml/)
})

test('a patch with a URL is not fetched', () => {
  using repo = repository({
    'kustomization.yaml': 'resources: [b.yaml]\npatches: [{ path: "https://example.com/p.yaml" }]\n',
    'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n',
  })
  assert.match(whyNot(repo.path, { render: () => assert.fail('rendered') }), /is on another machine/)
})

test('the root of a repository can be a kustomization', inKustomize, () => {
  using repo = repository({
    'kustomization.yaml': 'resources: [b.yaml]\nnamespace: shop\n',
    'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n',
  })
  const { units, diagnostics } = loadSources({ tree: diskTree(repo.path), paths: [''], renderer })
  assert.deepEqual(diagnostics, [])
  assert.equal(units[0]?.documents[0]?.manifest.metadata.namespace, 'shop')
})

const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'chart/values.yaml': 'password: hunter2\n',
  'chart/templates/secret.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata: { name: {{ .Release.Name }}-db }\nstringData: { password: {{ .Values.password }} }\n',
}

test('the installed Helm renders a chart, and every object has its template', { skip: withoutProgram('helm') }, () => {
  using repo = repository(chart)
  const tree = diskTree(repo.path)
  const { units, diagnostics } = loadSources({ tree, paths: [''], renderer })
  assert.deepEqual(diagnostics, [])
  const found = units.flatMap(({ documents }) => documents.map(({ manifest, file }) => [manifest.metadata.name, file]))
  assert.deepEqual(found, [['shop-db', 'chart/templates/secret.yaml']])
})

test('a chart is not rendered if it must be fetched or Helm is missing', () => {
  const dependent = `${chart['chart/Chart.yaml']}dependencies: [{ name: postgresql, version: 15.x, repository: "https://charts.example" }]\n`
  using repo = repository({ ...chart, 'other/Chart.yaml': dependent })
  const tree = diskTree(repo.path)
  const { diagnostics } = loadSources({ tree, paths: [''], renderer: noProgram })
  assert.deepEqual(
    diagnostics.map(({ span, why }) => [span?.file, why]),
    [
      ['chart/Chart.yaml', 'helm is not installed here'],
      ['other/Chart.yaml', 'the chart postgresql is not in other/charts'],
    ],
  )
})
