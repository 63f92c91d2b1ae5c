import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { programRenderer } from '../../src/connect/render.ts'
import type { RenderJob } from '../../src/render/index.ts'
import { renderer, withoutProgram } from '../support/renderers.ts'
import { standIn } from '../support/runner-program.ts'

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: parts }
spec:
  selector: { matchLabels: { app: parts } }
  template:
    metadata: { labels: { app: parts } }
    spec: { containers: [{ name: app, image: "ghcr.io/acme/parts:v1" }] }
`

function kustomize(files: Readonly<Record<string, string>>): RenderJob {
  return { tool: 'kustomize', folder: 'app', files: encoded(files), subject: 'app' }
}

function helm(templates: Readonly<Record<string, string>>): RenderJob {
  const files = encoded({ 'chart/Chart.yaml': 'apiVersion: v2\nname: parts\nversion: 1.0.0\n', ...templates })
  return { tool: 'helm', folder: 'chart', files, subject: 'chart', values: [], release: 'parts', namespace: 'shop' }
}

function encoded(files: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]))
}

const inKustomize = { skip: withoutProgram('kustomize') }
const inHelm = { skip: withoutProgram('helm') }

test('the image of the kustomization is rendered, and the version is reported', inKustomize, () => {
  const images = 'resources: [deployment.yaml]\nimages: [{ name: ghcr.io/acme/parts, newTag: v2 }]\n'
  const rendering = renderer.render(kustomize({ 'app/kustomization.yaml': images, 'app/deployment.yaml': deployment }))
  assert.ok(rendering.ok)
  assert.match(rendering.text, /image: ghcr\.io\/acme\/parts:v2\n/)
  assert.match(rendering.by, /^kustomize v\d+\.\d+\.\d+$/)
})

test(
  'an error of kustomize is reported without folder, time and process id, so it is the same each time',
  inKustomize,
  () => {
    const job = kustomize({
      'app/kustomization.yaml': 'resources: [deployment.yaml]\npatches: [{ path: replicas.yaml }]\n',
      'app/deployment.yaml': deployment,
    })
    const first = renderer.render(job)
    assert.ok(!first.ok && first.problem === 'refused')
    assert.match(first.message, /replicas\.yaml/)
    assert.doesNotMatch(first.message, /wavec-render|run\.go|\n/)
    assert.deepEqual(renderer.render(job), first)
  },
)

test('a file that is not part of the job can’t be read, wherever it is on the disk', inKustomize, () => {
  const rendering = renderer.render(
    kustomize({ 'app/kustomization.yaml': 'configMapGenerator: [{ name: x, files: [/etc/hostname] }]\n' }),
  )
  assert.ok(!rendering.ok && rendering.problem === 'refused')
})

test('rendering cannot reach the network, not even for a patch in a transformer', inKustomize, () => {
  const transformer =
    'apiVersion: builtin\nkind: PatchTransformer\nmetadata: { name: x }\npath: http://example.com/patch.yaml\n'
  const rendering = renderer.render(
    kustomize({
      'app/kustomization.yaml': 'resources: [deployment.yaml]\ntransformers: [patch.yaml]\n',
      'app/deployment.yaml': deployment,
      'app/patch.yaml': transformer,
    }),
  )
  assert.ok(!rendering.ok && rendering.problem === 'refused')
})

test('no temporary folder is left behind', inKustomize, (t) => {
  const folder = emptyFolder(t)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })
  renderer.render(kustomize({ 'app/kustomization.yaml': 'resources: [x.yaml]\n' }))
  assert.deepEqual(readdirSync(folder), [])
})

test('the user’s helm settings change nothing', inHelm, () => {
  const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { where: {{ .Release.Namespace }} }\n'
  const job = helm({ 'chart/templates/x.yaml': template })
  const other = programRenderer({ ...process.env, HELM_NAMESPACE: 'other', HELM_DEBUG: 'true' }).render(job)
  assert.deepEqual(other, renderer.render(job))
  assert.match(other.ok ? other.text : '', /where: shop/)
})

test('a chart that generates a password renders differently each time, which is detected', inHelm, (t) => {
  const root = repositoryWith(t, {
    'chart/Chart.yaml': 'apiVersion: v2\nname: parts\nversion: 1.0.0\n',
    'chart/templates/app.yaml': `${deployment}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { token: {{ randAlphaNum 9 }} }\n`,
  })
  const { diagnostics } = compileAll(diskTree(root), 'waves', { runner: standIn, renderer })
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['workload/not-reproducible'],
  )
})

test('a link that leaves the repository is refused at its place, before anything is rendered', (t) => {
  const root = repositoryWith(t, { 'app/kustomization.yaml': 'resources: [deployment.yaml, ../../../..]\n' })
  symlinkSync('/etc/hostname', join(root, 'waves/parts/app/deployment.yaml'))
  const { diagnostics } = compileAll(diskTree(root), 'waves', {
    runner: standIn,
    renderer: { render: () => assert.fail('rendered') },
  })
  assert.deepEqual(
    diagnostics.map(({ code, message }) => `${code}: ${message}`),
    [
      'source/outside: waves/parts/app/deployment.yaml leads out of the repository',
      'source/outside: ../../../.. leads out of the repository',
    ],
  )
})

test('a program missing from PATH counts as absent, and a kubectl that is too old is reported', (t) => {
  const job = kustomize({})
  const absent = programRenderer({ PATH: '' }).render(job)
  assert.deepEqual(absent, { ok: false, problem: 'absent', found: undefined })
  const folder = emptyFolder(t)
  // Output of kubectl 1.20 in Debian 12.
  writeFileSync(join(folder, 'kubectl'), '#!/bin/sh\necho \'Client Version: version.Info{GitVersion:"v1.20.2"}\'\n')
  chmodSync(join(folder, 'kubectl'), 0o755)
  const old = programRenderer({ PATH: folder }).render(job)
  assert.deepEqual(old, { ok: false, problem: 'absent', found: 'kubectl' })
})

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function repositoryWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = emptyFolder(t)
  const chart = Object.keys(files).some((path) => path.startsWith('chart/'))
  const spec = `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: parts, namespace: shop }
spec:
  database: { secret: parts-db-migrator }
  migrations: { tool: sql, path: migrations }
  workload: ${chart ? 'chart' : 'app'}
  deploy: { candidate: { passive: true } }
  smokeTest: { sql: [{ query: select 1 }] }
`
  const all = { 'pipeline.yaml': spec, 'migrations/V1__parts.sql': 'create table parts (id bigint);\n', ...files }
  for (const [path, text] of Object.entries(all)) {
    const file = join(root, 'waves/parts', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return root
}
