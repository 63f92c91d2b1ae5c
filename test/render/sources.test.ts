import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadSources, type Render, type Sources } from '../../src/render/sources.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'

const none: Render = () => ({ ok: false, why: 'not here' })

function configMap(name: string, extra = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${extra}`
}

function load(
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = [''],
  render: Render = none,
): Sources {
  return loadSources({ tree: memoryTree(files), paths, render })
}

function units({ units: all }: Sources): readonly string[] {
  return all.map(
    ({ name, documents }) => `${name}: ${documents.map(({ manifest }) => manifest.metadata.name).join(' ')}`,
  )
}

function codes({ diagnostics }: Sources): readonly string[] {
  return diagnostics.map(({ code, span }) => `${code} ${span?.file ?? ''}`)
}

test('a folder is a unit, because Argo CD does not recurse by itself', () => {
  const loaded = load(
    {
      'a/x.yaml': configMap('x'),
      'a/y.json': JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'y' } }),
      'a/b/z.yml': configMap('z'),
    },
    ['a'],
  )
  assert.deepEqual(units(loaded), ['a/b: z', 'a: x y'])
})

test('what is no object is passed over and counted', () => {
  const loaded = load({
    'values.yaml': 'replicas: 3\n',
    'patch.yaml': '- op: add\n  path: /x\n# apiVersion: kind:\n',
    'ci.yaml': 'kind: pipeline\napiVersion: v1\n',
    'list.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${configMap('in-a-list').replaceAll('\n', '\n  ')}\n`,
    '.github/x.yaml': configMap('hidden'),
  })
  assert.deepEqual(units(loaded), [': in-a-list'])
  assert.deepEqual(codes(loaded), [])
  assert.equal(loaded.passedOver, 3)
})

test('a generated name stands for the name', () => {
  const loaded = load({ 'job.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: migrate- }\n' })
  assert.deepEqual(units(loaded), [': migrate-'])
})

test('a kustomization that only lists is followed; what it serves is no unit of its own', () => {
  const loaded = load({
    'app/kustomization.yaml': 'resources: [a.yaml, ../base]\n',
    'app/a.yaml': configMap('a'),
    'app/left-out.yaml': configMap('left-out'),
    'base/kustomization.yaml': 'resources: [sub/b.yaml]\n',
    'base/sub/b.yaml': configMap('b'),
  })
  assert.deepEqual(units(loaded), ['app: a b'])
})

test('a kustomization that can not be rendered is followed, and what is left out is said', () => {
  const files = {
    'over/kustomization.yaml':
      'resources: [../base]\nnamePrefix: p-\npatches: [{ path: patch.yaml }]\nconfigMapGenerator: [{ name: made }]\n',
    'over/patch.yaml': configMap('patch'),
    'base/kustomization.yaml': 'resources: [b.yaml]\n',
    'base/b.yaml': configMap('b'),
  }
  const loaded = load(files)
  assert.deepEqual(units(loaded), ['over: b'])
  assert.deepEqual(codes(loaded), ['manifests/not-rendered over/kustomization.yaml'])
  assert.deepEqual(loaded.units[0]?.generated, ['ConfigMap/made'])
})

test('a base on the network is never fetched', () => {
  const asked: string[] = []
  const render: Render = (folder) => {
    asked.push(folder)
    return { ok: true, text: '', base: '' }
  }
  const loaded = load(
    {
      'kustomization.yaml': 'resources: [base]\nnamespace: shop\n',
      'base/kustomization.yaml':
        'resources: [https://example.com/x.yaml, github.com/owner/name/deploy?ref=v1, b.yaml]\n',
      'base/b.yaml': configMap('b'),
    },
    [''],
    render,
  )
  assert.deepEqual(asked, [])
  assert.deepEqual(codes(loaded), [
    'manifests/not-rendered kustomization.yaml',
    'manifests/not-rendered base/kustomization.yaml',
  ])
  assert.deepEqual(units(loaded), [': b'])
})

test('what kustomize made is located where its fields stand in the source', () => {
  const text = configMap(
    'p-b',
    '  annotations:\n    config.kubernetes.io/origin: |\n      path: ../up/base/b.yaml\ndata: { a: "1", c: "3", d: "4" }\n',
  )
  const loaded = load(
    {
      'over/kustomization.yaml': 'resources: [../base]\nnamePrefix: p-\n',
      'base/kustomization.yaml': 'resources: [b.yaml]\n',
      'base/b.yaml': configMap('b', 'data: { a: "1", c: "2" }\n'),
    },
    ['over'],
    () => ({ ok: true, text, base: '../up/over' }),
  )
  const [document] = loaded.units[0]?.documents ?? []
  assert.equal(document?.manifest.metadata.name, 'p-b')
  assert.equal(document?.manifest.metadata.annotations, undefined)
  assert.equal(document?.origin, 'rendered')
  assert.deepEqual(document?.locate(['data', 'a']), { file: 'base/b.yaml', start: 62, end: 65 })
  // What kustomize has changed is no text of the source.
  assert.equal(document?.locate(['data', 'c']).file, 'over/kustomization.yaml')
  assert.equal(document?.locate(['data', 'd']).file, 'over/kustomization.yaml')
})

test('a chart and a template are not looked into, and that is said', () => {
  const loaded = load({
    'chart/Chart.yaml': 'name: x\n',
    'chart/templates/a.yaml': configMap('{{ .Release.Name }}'),
    'job.yaml.tpl': 'x',
    'a.yaml': configMap('{{ x }}'),
    'b.yaml': configMap('{TENANT_ID}-settings'),
    'c.ftl.yaml': `<#if tenant>\n${configMap('c')}</#if>\n`,
  })
  assert.deepEqual(codes(loaded), [
    'manifests/not-rendered a.yaml',
    'manifests/not-rendered b.yaml',
    'manifests/not-rendered c.ftl.yaml',
    'manifests/not-rendered chart/Chart.yaml',
  ])
})

test('a chart is what Helm makes of it, each object in its template', () => {
  const template = '# Source: x/templates/a.yaml\n' + configMap('a')
  const {
    units: rendered,
    diagnostics,
    charts,
  } = loadSources({
    tree: memoryTree({
      'chart/Chart.yaml': 'name: x\n',
      'chart/templates/a.yaml': '{{ x }}',
      'b.yaml': configMap('b'),
    }),
    paths: [''],
    render: none,
    renderChart: () => ({
      ok: true,
      text: template,
      origin:
        ({ text }) =>
        () => ({ file: /Source: (\S+)/.exec(text)?.[1] ?? '', start: 0, end: 0 }),
    }),
  })
  assert.deepEqual([diagnostics, charts], [[], ['chart']])
  const found = rendered.map(({ name, from, documents }) => [name, from, documents.map(({ file }) => file)])
  assert.deepEqual(found, [
    ['', 'folder', ['b.yaml']],
    ['chart', 'chart', ['x/templates/a.yaml']],
  ])
})

test('a circle of kustomizations ends', () => {
  const loaded = load(
    {
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a, c.yaml]\n',
      'b/c.yaml': configMap('c'),
    },
    ['a'],
  )
  assert.deepEqual(units(loaded), ['a: c'])
})

test('a path that is not there is said', () => {
  assert.deepEqual(codes(load({ 'a.yaml': configMap('a') }, ['b.yaml'])), ['source/not-found b.yaml'])
})

test('a file that only kubectl can read is said, not taken for broken', () => {
  const loaded = load({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: &app x\ndata:\n  *app : y\n' })
  assert.deepEqual(codes(loaded), ['manifests/not-rendered a.yaml'])
})
