// What app_project_types.go of Argo CD (v3.6.0-dev at 37ee009, pkg/apis/application/v1alpha1) decides.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permitsDestination, permitsKind, permitsSource } from '../../src/audit/project.ts'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'

const project = (spec: JsonObject): Manifest => manifest('argoproj.io/v1alpha1', 'AppProject', 'shop', spec)
const job = manifest('batch/v1', 'Job', 'migrate')
const namespace = manifest('v1', 'Namespace', 'shop')
const rollout = manifest('argoproj.io/v1alpha1', 'Rollout', 'orders')

function manifest(apiVersion: string, kind: string, name: string, spec: JsonObject = {}): Manifest {
  return { apiVersion, kind, metadata: { name }, spec }
}

const any = [{ group: '*', kind: '*' }]
const kinds: readonly (readonly [string, JsonObject, Manifest, boolean])[] = [
  ['no list: every namespaced kind', {}, job, true],
  ['no list: no cluster-wide kind', {}, namespace, false],
  ['an empty whitelist: none', { namespaceResourceWhitelist: [] }, job, false],
  ['another group', { namespaceResourceWhitelist: [{ group: 'apps', kind: 'Job' }] }, job, false],
  ['a pattern', { namespaceResourceWhitelist: [{ group: 'b*', kind: 'Jo?' }] }, job, true],
  [
    'both lists',
    { namespaceResourceWhitelist: any, namespaceResourceBlacklist: [{ group: 'batch', kind: 'Job' }] },
    job,
    false,
  ],
  ['cluster-wide by any', { clusterResourceWhitelist: any }, namespace, true],
  [
    'cluster-wide by name',
    { clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'sh*' }] },
    namespace,
    true,
  ],
  [
    'cluster-wide by another name',
    { clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'x' }] },
    namespace,
    false,
  ],
  ['custom, by the namespaced list', {}, rollout, true],
  [
    'custom, by the cluster-wide list',
    { namespaceResourceWhitelist: [], clusterResourceWhitelist: any },
    rollout,
    true,
  ],
  ['custom, by neither', { namespaceResourceWhitelist: [] }, rollout, false],
]
for (const [name, spec, object, expected] of kinds)
  test(`kind, ${name}`, () => assert.equal(permitsKind(project(spec), object), expected))

const sources: readonly (readonly [readonly string[], string, boolean])[] = [
  [['*'], 'https://github.com/acme/shop', true],
  [[], 'https://github.com/acme/shop', false],
  [['https://github.com/*'], 'https://github.com/acme/shop', false],
  [['https://github.com/*/*'], 'https://github.com/acme/shop.git', true],
  [['https://github.com/**'], 'https://github.com/acme/shop', true],
  [['git@github.com:acme/*.git'], 'ssh://git@github.com/Acme/shop', true],
  [['*', '!https://github.com/acme/*'], 'https://github.com/acme/shop', false],
  [['!https://github.com/other/*'], 'https://github.com/acme/shop', true],
]
for (const [sourceRepos, url, expected] of sources)
  test(`source ${sourceRepos.join(' ')} for ${url}`, () =>
    assert.equal(permitsSource(project({ sourceRepos }), url), expected))

const inCluster = { name: undefined, server: 'https://kubernetes.default.svc' }
const prod = { name: 'prod', server: undefined }
const destinations: readonly (readonly [readonly JsonObject[], typeof inCluster | typeof prod, string, boolean])[] = [
  [[], prod, 'shop', false],
  [[{ server: '*', namespace: '*' }], inCluster, 'shop', true],
  [[{ name: 'prod', namespace: 'shop-*' }], prod, 'shop-prod', true],
  [[{ name: 'prod', namespace: 'shop-*' }], prod, 'billing', false],
  [[{ name: 'staging', namespace: '*' }], prod, 'shop', false],
  [
    [
      { name: 'prod', namespace: '*' },
      { name: 'prod', namespace: '!kube-system' },
    ],
    prod,
    'shop',
    true,
  ],
  [
    [
      { server: '*', namespace: '*' },
      { server: '*', namespace: '!kube-system' },
    ],
    inCluster,
    'kube-system',
    false,
  ],
  [
    [
      { server: '*', namespace: '*' },
      { server: '!https://kubernetes.default.svc', namespace: '*' },
    ],
    inCluster,
    'shop',
    false,
  ],
  // The Application has the name, the project the address: only the cluster's own Secret shows whether they match.
  [[{ server: 'https://prod.example.com', namespace: 'shop' }], prod, 'shop', true],
]
for (const [list, cluster, target, expected] of destinations)
  test(`destination ${JSON.stringify(list)} for ${cluster.name ?? cluster.server} ${target}`, () =>
    assert.equal(permitsDestination(project({ destinations: list }), cluster, target), expected))
