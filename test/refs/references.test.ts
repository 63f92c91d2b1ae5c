import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'
import { productsOf, referencesOf, renameReferences } from '../../src/refs/references.ts'

function object(kind: string, rest: JsonObject): Manifest {
  return { apiVersion: 'v1', kind, metadata: { name: 'x' }, ...rest }
}

const podSpec = {
  serviceAccountName: 'sa',
  imagePullSecrets: [{ name: 'pull' }],
  initContainers: [{ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'cm-key', key: 'a' } } }] }],
  containers: [
    {
      env: [{ name: 'B', valueFrom: { secretKeyRef: { name: 'secret-key', key: 'b', optional: true } } }],
      envFrom: [{ configMapRef: { name: 'cm-from' } }, { secretRef: { name: 'secret-from' } }],
    },
  ],
  volumes: [
    { name: 'a', configMap: { name: 'cm-volume' } },
    { name: 'b', secret: { secretName: 'secret-volume', optional: true } },
    {
      name: 'c',
      projected: { sources: [{ configMap: { name: 'cm-projected' } }, { secret: { name: 'secret-projected' } }] },
    },
    { name: 'd', persistentVolumeClaim: { claimName: 'claim' } },
    { name: 'e', csi: { driver: 'x', nodePublishSecretRef: { name: 'secret-csi' } } },
    { name: 'f', emptyDir: {} },
  ],
}

test('every reference of a pod spec is found, for every kind with a pod template', () => {
  const expected = [
    'ConfigMap/cm-from',
    'ConfigMap/cm-key',
    'ConfigMap/cm-projected',
    'ConfigMap/cm-volume',
    'PersistentVolumeClaim/claim',
    'Secret/pull',
    'Secret/secret-csi',
    'Secret/secret-from',
    'Secret/secret-key?',
    'Secret/secret-projected',
    'Secret/secret-volume?',
    'ServiceAccount/sa',
  ]
  const template = { template: { spec: podSpec } }
  for (const manifest of [
    object('Pod', { spec: podSpec }),
    object('Deployment', { spec: template }),
    object('Job', { spec: template }),
    object('CronJob', { spec: { jobTemplate: { spec: template } } }),
  ]) {
    const found = referencesOf(manifest).map(({ kind, name, isOptional }) => `${kind}/${name}${isOptional ? '?' : ''}`)
    assert.deepEqual(found.sort(), expected, manifest.kind)
  }
})

test('a reference has its path', () => {
  const found = referencesOf(object('Job', { spec: { template: { spec: podSpec } } })).find(
    ({ name }) => name === 'cm-from',
  )
  assert.deepEqual(found?.path, ['spec', 'template', 'spec', 'containers', 0, 'envFrom', 0, 'configMapRef', 'name'])
})

const others: readonly (readonly [Manifest, readonly string[]])[] = [
  [
    object('RoleBinding', { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'ServiceAccount', name: 's' }] }),
    ['Role/r', 'ServiceAccount/s'],
  ],
  [
    object('HorizontalPodAutoscaler', { spec: { scaleTargetRef: { kind: 'Deployment', name: 'd' } } }),
    ['Deployment/d'],
  ],
  [
    object('ExternalSecret', { spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'c' } } }),
    ['ClusterSecretStore/c'],
  ],
  [
    object('Ingress', {
      spec: { tls: [{ secretName: 't' }], rules: [{ http: { paths: [{ backend: { service: { name: 'b' } } }] } }] },
    }),
    ['Secret/t', 'Service/b'],
  ],
]

for (const [manifest, expected] of others) {
  test(`${manifest.kind} refers to ${expected.join(' and ')}`, () => {
    assert.deepEqual(
      referencesOf(manifest).map(({ kind, name }) => `${kind}/${name}`),
      expected,
    )
  })
}

test('controllers create Secrets from other objects', () => {
  const secretOf = (manifest: Manifest) => productsOf(manifest).find(({ kind }) => kind === 'Secret')?.name
  assert.equal(secretOf(object('ExternalSecret', { spec: { target: { name: 'made' } } })), 'made')
  assert.equal(secretOf(object('ExternalSecret', { spec: {} })), 'x')
  assert.equal(secretOf(object('Certificate', { spec: { secretName: 'tls' } })), 'tls')
  assert.equal(secretOf(object('SealedSecret', { spec: {} })), 'x')
  assert.equal(secretOf(object('ConfigMap', {})), undefined)
})

test('renaming changes only names of that kind, and shares unchanged parts', () => {
  const renamed = renameReferences(podSpec, (kind, name) => (kind === 'Secret' ? `${name}-2` : name))
  const found = referencesOf(object('Pod', { spec: renamed })).map(({ kind, name }) => `${kind}/${name}`)
  assert.ok(found.filter((id) => id.startsWith('Secret/')).every((id) => id.endsWith('-2')))
  assert.ok(found.filter((id) => !id.startsWith('Secret/')).every((id) => !id.endsWith('-2')))
  assert.equal(
    renameReferences(podSpec, (_kind, name) => name),
    podSpec,
  )
})
