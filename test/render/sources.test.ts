import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadSources, type RenderJob, type Renderer, type Sources } from '../../src/render/index.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { inTurn, noProgram } from '../support/recorded-renderers.ts'

function configMap(name: string, extra = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${extra}`
}

function load(
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = [''],
  renderer: Renderer = noProgram,
): Sources {
  return loadSources({ tree: memoryTree(files), paths, renderer })
}

function units({ units: all }: Sources): readonly string[] {
  return all.map(
    ({ name, documents }) => `${name}: ${documents.map(({ manifest }) => manifest.metadata.name).join(' ')}`,
  )
}

function codes({ diagnostics }: Sources): readonly string[] {
  return diagnostics.map(({ code, span }) => `${code} ${span?.file ?? ''}`)
}

test('each folder is a unit of its own, because Argo CD does not recurse by default', () => {
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

test('files that are not Kubernetes objects are skipped and counted', () => {
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

test('generateName is used as the name', () => {
  const loaded = load({ 'job.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: migrate- }\n' })
  assert.deepEqual(units(loaded), [': migrate-'])
})

test('a kustomization that only lists files is followed, and its files are not units of their own', () => {
  const loaded = load({
    'app/kustomization.yaml': 'resources: [a.yaml, ../base]\n',
    'app/a.yaml': configMap('a'),
    'app/left-out.yaml': configMap('left-out'),
    'base/kustomization.yaml': 'resources: [sub/b.yaml]\n',
    'base/sub/b.yaml': configMap('b'),
  })
  assert.deepEqual(units(loaded), ['app: a b'])
})

test('an OpenAPI schema and env files of a kustomization are not units of their own', () => {
  const loaded = load({
    'app/kustomization.yaml':
      'resources: [a.yaml]\nopenapi: { path: ../common/schema.yaml }\nsecretGenerator: [{ name: made, env: ../common/env.yaml, envs: [../common/x=y.yaml] }]\n',
    'app/a.yaml': configMap('a'),
    'common/schema.yaml': configMap('schema'),
    'common/env.yaml': configMap('env'),
    'common/x=y.yaml': configMap('equals'),
  })
  assert.deepEqual(units(loaded), ['app: a'])
})

test('a kustomization that cannot be rendered is followed, and a finding reports it', () => {
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
  const asked: RenderJob[] = []
  const renderer: Renderer = {
    render: (job) => {
      asked.push(job)
      return { ok: true, text: '', by: 'kustomize v5.5.0' }
    },
  }
  const loaded = load(
    {
      'kustomization.yaml': 'resources: [base]\nnamespace: shop\n',
      'base/kustomization.yaml':
        'resources: [https://example.com/x.yaml, github.com/owner/name/deploy?ref=v1, b.yaml]\n',
      'base/b.yaml': configMap('b'),
    },
    [''],
    renderer,
  )
  assert.deepEqual(asked, [])
  assert.deepEqual(codes(loaded), [
    'manifests/not-rendered kustomization.yaml',
    'manifests/not-rendered base/kustomization.yaml',
  ])
  assert.deepEqual(units(loaded), [': b'])
})

test('fields of a rendered object are located in their source files', () => {
  const text = configMap(
    'p-b',
    '  annotations:\n    config.kubernetes.io/origin: |\n      path: ../tree/base/b.yaml\ndata: { a: "1", c: "3", d: "4" }\n',
  )
  const loaded = load(
    {
      'over/kustomization.yaml': 'resources: [../base]\nnamePrefix: p-\n',
      'base/kustomization.yaml': 'resources: [b.yaml]\n',
      'base/b.yaml': configMap('b', 'data: { a: "1", c: "2" }\n'),
    },
    ['over'],
    inTurn('kustomize v5.5.0', text),
  )
  const [document] = loaded.units[0]?.documents ?? []
  assert.equal(document?.manifest.metadata.name, 'p-b')
  assert.equal(document?.manifest.metadata.annotations, undefined)
  assert.equal(document?.origin, 'rendered')
  assert.deepEqual(document?.locate(['data', 'a']), { file: 'base/b.yaml', start: 62, end: 65 })
  // Values that kustomize changed are not in the source file.
  assert.equal(document?.locate(['data', 'c']).file, 'over/kustomization.yaml')
  assert.equal(document?.locate(['data', 'd']).file, 'over/kustomization.yaml')
})

test('charts and templates are not rendered, and a finding reports each', () => {
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

test('a chart consists of the objects that Helm renders, each located in its template', () => {
  const loaded = load(
    {
      'chart/Chart.yaml': 'name: x\n',
      'chart/templates/a.yaml': '{{ x }}',
      'b.yaml': configMap('b'),
    },
    [''],
    inTurn('helm v3.22', `# Source: x/templates/a.yaml\n${configMap('a')}`),
  )
  assert.deepEqual([loaded.diagnostics, loaded.charts], [[], ['chart']])
  const found = loaded.units.map(({ name, from, documents }) => [name, from, documents.map(({ file }) => file)])
  assert.deepEqual(found, [
    ['', 'folder', ['b.yaml']],
    ['chart', 'chart', ['chart/templates/a.yaml']],
  ])
})

test('without a renderer, a chart is reported and a kustomization followed', () => {
  const { units: all, diagnostics } = loadSources({
    tree: memoryTree({
      'chart/Chart.yaml': 'name: x\n',
      'app/kustomization.yaml': 'resources: [a.yaml]\nnamespace: shop\n',
      'app/a.yaml': configMap('a'),
    }),
    paths: [''],
  })
  assert.deepEqual(
    all.map(({ name }) => name),
    ['app'],
  )
  assert.deepEqual(
    diagnostics.map(({ why }) => why),
    ['nothing is rendered here', 'nothing is rendered here'],
  )
})

test('kustomizations that include each other do not loop', () => {
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

test('a missing path is reported', () => {
  assert.deepEqual(codes(load({ 'a.yaml': configMap('a') }, ['b.yaml'])), ['source/not-found b.yaml'])
})

test('a file that only kubectl can read is reported as not rendered, not as broken', () => {
  const loaded = load({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: &app x\ndata:\n  *app : y\n' })
  assert.deepEqual(codes(loaded), ['manifests/not-rendered a.yaml'])
})

test('a kustomization that leads back to itself is an error with the way spelled out, in any field', () => {
  const way = (files: Readonly<Record<string, string>>, paths?: readonly string[]): readonly string[] =>
    load({ 'a/cm.yaml': configMap('cm'), ...files }, paths).diagnostics.flatMap(({ code, message, severity }) =>
      code === 'source/circular' ? [`${severity}: ${message}`] : [],
    )
  for (const field of [
    'resources',
    'bases',
    'components',
    'generators',
    'transformers',
    'validators',
    'configurations',
  ]) {
    assert.deepEqual(way({ 'a/kustomization.yaml': `${field}: [.]\n` }), ['error: a includes itself: a → a'], field)
  }
  const three = {
    'a/kustomization.yaml': 'resources: [cm.yaml, ../b]\n',
    'b/kustomization.yaml': 'namePrefix: x-\ntransformers: [../c]\n',
    'c/kustomization.yaml': 'components: [../a/]\n',
  }
  assert.deepEqual(way(three), ['error: a includes itself: a → b → c → a'])
  // Also where only one of them was asked for.
  assert.deepEqual(way(three, ['b']), ['error: b includes itself: b → c → a → b'])
  assert.deepEqual(way({ 'kustomization.yaml': 'resources: [a]\n', 'a/kustomization.yaml': 'resources: [..]\n' }), [
    'error: . includes itself: . → a → .',
  ])
  // kustomize refuses a folder above as well.
  assert.deepEqual(
    way({
      'a/kustomization.yaml': 'resources: [cm.yaml]\n',
      'a/b/kustomization.yaml': 'resources: [../../c]\n',
      'c/kustomization.yaml': 'resources: [../a]\n',
    }),
    ['error: a/b includes a, which contains it: a/b → c → a'],
  )
})

test('kustomizations that share a base, or lie in it, are not a circle', () => {
  const shared = load({
    'base/cm.yaml': configMap('cm'),
    'base/kustomization.yaml': 'resources: [cm.yaml, part]\n',
    'base/part/kustomization.yaml': 'resources: []\n',
    'b/kustomization.yaml': 'resources: [../base]\n',
    'c/kustomization.yaml': 'resources: [../base, ../b]\n',
  })
  assert.deepEqual(codes(shared), [])
})
