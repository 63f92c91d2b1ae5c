import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { emitted, isKustomization, titleOf } from '../support/kubernetes/emitted.ts'
import { expand, referencedNames } from '../support/kubernetes/expansion.ts'
import { goJson } from '../support/kubernetes/metadata.ts'
import { assertFound, init, main, pod, sidecar, type Fault } from '../support/kubernetes/faults.ts'
import { plant } from '../support/kubernetes/plant.ts'
import {
  candidateJob,
  configMap,
  deployment,
  job,
  pipeline,
  preflightStep,
  service,
} from '../support/kubernetes/samples.ts'
import { structureProblems } from '../support/kubernetes/structure.ts'

test('every emitted object satisfies the checks that no schema makes', () => {
  const objects = emitted().filter(({ manifest }) => !isKustomization(manifest))
  for (const { file, folder, manifest } of objects) {
    const siblings = objects.filter((object) => object.folder === folder).map((object) => object.manifest)
    assert.deepEqual(structureProblems(manifest, siblings), [], `${file}: ${titleOf(manifest)}`)
  }
})

test('the valid samples have no problems', () => {
  for (const manifest of pipeline()) assert.deepEqual(structureProblems(manifest, pipeline()), [], titleOf(manifest))
})

const metadataFaults: readonly Fault[] = [
  [
    'label value with a slash',
    job(),
    ['metadata', 'labels', 'wavec.dev/pipeline'],
    'shop/orders',
    /labels: wavec.dev\/pipeline has the illegal value/,
  ],
  [
    'label value of 64 characters',
    job(),
    [...pod.slice(0, -1), 'metadata', 'labels', 'x'],
    'a'.repeat(64),
    /labels: x has the illegal value/,
  ],
  ['label key with two slashes', job(), ['metadata', 'labels', 'a/b/c'], 'x', /a\/b\/c is not a legal key/],
  ['label name of 64 characters', job(), ['metadata', 'labels', 'a'.repeat(64)], 'x', /is not a legal key/],
  [
    'annotation prefix of capitals is legal, a space is not',
    job(),
    ['metadata', 'annotations', 'Wavec.dev/a b'],
    'x',
    /is not a legal key/,
  ],
  [
    'annotations too large',
    job(),
    ['metadata', 'annotations', 'x'],
    'a'.repeat(262_144),
    /^metadata.annotations: \d+ bytes/,
  ],
  [
    'object too large for client-side apply',
    configMap(),
    ['data', 'a'],
    'a'.repeat(262_000),
    /client-side apply: \d+ bytes/,
  ],
  ['escapes count', configMap(), ['data', 'a'], '<'.repeat(50_000), /client-side apply: 30\d+ bytes/],
  ['ConfigMap of a MiB', configMap(), ['data', 'a'], 'a'.repeat(1_048_576), /^data: \d+ bytes/],
  ['ConfigMap key with a slash', configMap(), ['data', 'sql/V1.sql'], 'x', /V1.sql is not a legal key/],
  ['Job name of 64 characters', job(), ['metadata', 'name'], 'a'.repeat(64), /not a DNS label/],
  ['Service name that starts with a digit', service(), ['metadata', 'name'], '1-orders', /starts with no letter/],
  ['name with an underscore', deployment(), ['metadata', 'name'], 'my_app', /not a DNS subdomain/],
]

const containerFaults: readonly Fault[] = [
  ['two containers with one name', candidateJob(), [...sidecar, 'name'], 'wavec', /two containers are named wavec/],
  ['container name with a dot', job(), [...main, 'name'], 'a.b', /not a DNS label/],
  [
    'probe on an init container',
    job(),
    [...pod, 'initContainers'],
    init({ readinessProbe: { exec: { command: ['x'] } } }),
    /readinessProbe: not allowed on an init container/,
  ],
  [
    'lifecycle on an init container',
    job(),
    [...pod, 'initContainers'],
    init({ lifecycle: {} }),
    /lifecycle: not allowed/,
  ],
  [
    'restartPolicy on a main container',
    job(),
    [...main, 'restartPolicy'],
    'Always',
    /restartPolicy: not allowed on a main container/,
  ],
  ['mount without a volume', job(), [...main, 'volumeMounts', 0, 'name'], 'sql', /there is no volume sql/],
  ['volume without a mount', job(), [...main, 'volumeMounts'], [], /volumes\[migrations\]: mounted nowhere/],
  [
    'two volumes of one name',
    job(),
    [...pod, 'volumes', 1],
    { name: 'migrations', emptyDir: {} },
    /volumes: two are named migrations/,
  ],
  [
    'path mounted twice',
    job(),
    [...main, 'volumeMounts', 1],
    { name: 'migrations', mountPath: '/migrations' },
    /mounted twice/,
  ],
  ['variable set twice', job(), [...main, 'env', 3], { name: 'PGUSER', value: 'x' }, /PGUSER is set twice/],
  ['variable name with =', job(), [...main, 'env', 3], { name: 'A=B', value: 'x' }, /"A=B" is not a legal name/],
  ['value and valueFrom', job(), [...main, 'env', 0, 'value'], 'x', /has value and valueFrom/],
  [
    'variable of a later one',
    job(),
    [...main, 'env', 3],
    { name: 'A', value: '$(B)' },
    /env.A: \$\(B\) is defined by nothing before it/,
  ],
  [
    'reference in an argument',
    job(),
    [...main, 'args'],
    ['-url=$(FLYWAY_URL)'],
    /args: \$\(FLYWAY_URL\) is no variable/,
  ],
  ['no containers', job(), [...pod, 'containers'], [], /no containers/],
]

const tokenless = plant(deployment(), [...pod, 'automountServiceAccountToken'], false)

const groups = { metadata: metadataFaults, containers: containerFaults }

for (const [group, faults] of Object.entries(groups)) {
  test(`each planted fault is reported: ${group}`, () => {
    for (const fault of faults) assertFound(fault)
  })
}

test('legal values have no problems', () => {
  const bound: Manifest = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'x' },
    subjects: [{ kind: 'ServiceAccount', name: 'orders-wavec' }],
  }
  assert.deepEqual(
    structureProblems(plant(job(), [...pod, 'automountServiceAccountToken'], undefined), [bound]),
    [],
    'a token for a bound account',
  )
  assert.deepEqual(
    structureProblems(plant(candidateJob(), [...pod, 'automountServiceAccountToken'], undefined), [deployment()]),
    [],
    "a token that the workload's pods have",
  )
  assert.deepEqual(
    structureProblems(plant(deployment(), [...pod, 'volumes'], [{ name: 'spare', emptyDir: {} }]), []),
    [],
    "a workload's unused volume",
  )
  assert.deepEqual(
    structureProblems(plant(job(), [...main, 'args'], ['$$(NOT_A_VARIABLE)', '$', '$(']), []),
    [],
    'escaped references',
  )
  assert.deepEqual(
    structureProblems(plant(job(), [...main, 'env', 3], { name: 'FLYWAY_PASSWORD', value: '$(PGPASSWORD)' }), []),
    [],
    'a variable made of one before it',
  )
  assert.notDeepEqual(
    structureProblems(plant(candidateJob(), [...pod, 'automountServiceAccountToken'], undefined), [tokenless]),
    [],
    "a token that the workload's pods do not have",
  )
  const escaped = JSON.stringify({ ...preflightStep, checks: { role: '$(migrator)' } }).replaceAll('$', '$$$$')
  assert.deepEqual(structureProblems(plant(job(), [...main, 'env', 2, 'value'], escaped), []), [], 'an escaped Step')
})

test('references expand as in Kubernetes', () => {
  const cases = [
    ['$(A)', '<A>'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$<A>'],
    ['$A $ $', '$A $ $'],
    ['$(A', '$(A'],
    ['$(A$(B))', '<A$(B>)'],
    ['$()', '<>'],
    ['cost: 5$$', 'cost: 5$'],
  ] as const
  for (const [text, expected] of cases)
    assert.equal(
      expand(text, (name) => `<${name}>`),
      expected,
      text,
    )
  assert.deepEqual(referencedNames('$(A) $$(B) $(C)'), ['A', 'C'])
})

test("size is measured in Go's JSON, which escapes five characters", () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: '<>&\u2028\u2029é"' } }
  assert.match(goJson(manifest), /"a":"\\u003c\\u003e\\u0026\\u2028\\u2029é\\""/)
})
