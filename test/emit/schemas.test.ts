import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isList } from '../../src/manifest/fields.ts'
import type { Json, Manifest } from '../../src/manifest/manifest.ts'
import { emitted, filesIn, isKustomization, manifestsOf, titleOf } from '../support/kubernetes/emitted.ts'
import { kustomizationProblems } from '../support/kubernetes/kustomization.ts'
import { misspell, plant, type Path } from '../support/kubernetes/plant.ts'
import {
  application,
  candidateJob,
  configMap,
  deployment,
  externalSecret,
  job,
  pipeline,
  rollout,
  service,
} from '../support/kubernetes/samples.ts'
import { validate } from '../support/kubernetes/validate.ts'

test('every emitted object fits the schema of its kind', async () => {
  for (const { file, folder, manifest } of emitted()) {
    const problems = isKustomization(manifest)
      ? kustomizationProblems(manifest, filesIn(folder))
      : await validate(manifest)
    assert.deepEqual(problems, [], `${file}: ${titleOf(manifest)}`)
  }
})

test('the emitted objects include every kind that a pipeline consists of', () => {
  const kinds = new Set(emitted().map(({ manifest }) => manifest.kind))
  for (const kind of ['Job', 'ConfigMap', 'Deployment', 'Service', 'Application', 'ExternalSecret'])
    assert.ok(kinds.has(kind), `no ${kind} is emitted`)
})

test('a misspelt field is refused anywhere in each emitted kind', async () => {
  const oneOfEach = new Map(
    emitted().flatMap(({ manifest }) =>
      isKustomization(manifest) ? [] : [[`${manifest.apiVersion} ${manifest.kind}`, manifest]],
    ),
  )
  for (const manifest of oneOfEach.values()) await assertClosed(manifest)
})

test('a misspelt field is refused anywhere in the samples too', async () => {
  for (const manifest of [...pipeline(), rollout(), application()]) {
    assert.deepEqual(await validate(manifest), [], titleOf(manifest))
    await assertClosed(manifest)
  }
})

test('wrong types, missing fields, unknown enum values and pattern mismatches are reported', async () => {
  const template = ['spec', 'template', 'spec']
  const faults: readonly (readonly [Manifest, Path, Json | undefined, RegExp])[] = [
    [job(), ['spec', 'backoffLimit'], '1', /^spec\.backoffLimit: expected number/],
    [job(), ['spec', 'backoffLimit'], 1.5, /^spec\.backoffLimit: must be/],
    [job(), ['spec', 'template'], undefined, /^spec: must have required property template/],
    [job(), [...template, 'restartPolicy'], 'Nevr', /restartPolicy: must be equal to one of the allowed values/],
    [job(), [...template, 'containers', 0, 'env', 2, 'value'], 5, /env\.2\.value: must be string/],
    [
      job(),
      [...template, 'containers', 0, 'resources', 'limits', 'memory'],
      '1 gigabyte',
      /limits\.memory: must match/,
    ],
    [job(), ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'], -1, /sync-wave: expected string/],
    [job(), [...template, 'containers'], { wavec: {} }, /containers: expected a list/],
    [configMap(), ['data'], ['x'], /data: expected a map/],
    [deployment(), ['spec', 'selector'], undefined, /^spec: must have required property selector/],
    [service(), ['spec', 'ports', 0, 'port'], 'http', /port: expected number/],
    [
      externalSecret(),
      ['spec', 'target', 'creationPolicy'],
      'Mine',
      /creationPolicy: must be equal to one of the allowed values/,
    ],
    [application(), ['spec', 'syncPolicy', 'retry', 'limit'], 'none', /limit: must be integer/],
    [application(), ['spec', 'project'], undefined, /^spec: must have required property project/],
    [rollout(), ['spec', 'replicas'], 'three', /replicas: must be/],
  ]
  for (const [manifest, path, value, expected] of faults) {
    const problems = await validate(plant(manifest, path, value))
    assert.ok(
      problems.some((problem) => expected.test(problem)),
      `${titleOf(manifest)} ${path.join('.')}: ${JSON.stringify(problems)}`,
    )
  }
})

test('a kind without a schema is a problem', async () => {
  assert.deepEqual(await validate({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'x' } }), [
    'kind: no schema is kept for example.com/v1 Widget',
  ])
  assert.deepEqual(await validate({ ...externalSecret(), apiVersion: 'external-secrets.io/v1beta1' }), [
    'kind: no schema is kept for external-secrets.io/v1beta1 ExternalSecret',
  ])
})

test('values that the API server accepts are fine: bare quantities, ports by name or number, null', async () => {
  const path = ['spec', 'template', 'spec', 'containers', 0]
  assert.deepEqual(await validate(plant(deployment(), [...path, 'resources', 'limits', 'cpu'], 2)), [])
  assert.deepEqual(await validate(plant(deployment(), [...path, 'readinessProbe', 'httpGet', 'port'], 8080)), [])
  assert.deepEqual(await validate(plant(candidateJob(), ['spec', 'suspend'], null)), [])
  assert.deepEqual(
    await validate(plant(application(), ['spec', 'source', 'helm', 'valuesObject'], { any: { thing: [1] } })),
    [],
  )
})

test('documents are read as Kubernetes reads them', () => {
  const [read, second, ...none] = manifestsOf(
    'apiVersion: v1\nkind: ConfigMap\ndata: {a: yes, b: 10:30, c: 2026-01-01}\n---\napiVersion: wavec.dev/v1\nkind: Pipeline\n---\napiVersion: v1\nkind: Secret\n',
  )
  assert.deepEqual(read, { apiVersion: 'v1', kind: 'ConfigMap', data: { a: true, b: '10:30', c: '2026-01-01' } })
  assert.equal(second?.kind, 'Secret')
  assert.deepEqual(none, [])
  assert.throws(() => manifestsOf('a: b: c'))
  assert.throws(() => manifestsOf('a: b'), /not a Kubernetes object/)
})

test('an emitted kustomization lists exactly the files in its folder', () => {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    metadata: { name: '' },
    resources: ['a.yaml', 'a.yaml', 'b.yaml'],
    patchs: [],
  }
  assert.deepEqual(kustomizationProblems(kustomization, ['README.md', 'a.yaml', 'c.yaml', 'kustomization.yaml']), [
    'metadata: unknown field',
    'patchs: unknown field',
    'resources: b.yaml is not beside it',
    'resources: c.yaml is not listed',
    'resources: a.yaml is listed twice',
  ])
})

/** Maps whose keys are the user's own. */
const userKeys = new Set([
  'annotations',
  'labels',
  'matchLabels',
  'selector',
  'nodeSelector',
  'data',
  'binaryData',
  'stringData',
  'limits',
  'requests',
  'hard',
  'valuesObject',
])

async function assertClosed(manifest: Manifest): Promise<void> {
  for (const path of fieldPaths(manifest)) {
    const wrong = misspell(manifest, path)
    const problems = await validate(wrong.manifest)
    assert.ok(
      problems.includes(`${wrong.path}: unknown field`),
      `${titleOf(manifest)} takes ${wrong.path}: ${JSON.stringify(problems)}`,
    )
  }
}

function* fieldPaths(value: Json | undefined, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of isList(value) ? value.entries() : Object.entries(value)) {
    const place = [...path, key]
    if (typeof key === 'string' && !['apiVersion', 'kind'].includes(place.join('.'))) yield place
    if (typeof key !== 'string' || !hasUserKeys(place)) yield* fieldPaths(child, place)
  }
}

/** A label selector has known fields, a Service's selector has the user's keys. */
function hasUserKeys(path: Path): boolean {
  return userKeys.has(String(path.at(-1)))
}
