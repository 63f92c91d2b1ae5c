// Each test names the function of argo-cd v3.5.1 (gitops-engine/pkg/sync) whose behaviour it records.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hookTypes, isHook, isSkipped, syncWave } from '../../src/manifest/annotations.ts'
import { kindOrder, scopeOf } from '../../src/manifest/kinds.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { compareSync, syncPosition, syncPositions } from '../../src/manifest/order.ts'

function manifest(annotations: Readonly<Record<string, string>>, kind = 'Job', name = 'a'): Manifest {
  return { apiVersion: 'v1', kind, metadata: { name, annotations } }
}

const hook = (text: string) => ({ 'argocd.argoproj.io/hook': text })
const helm = (text: string) => ({ 'helm.sh/hook': text })

const hooks: readonly (readonly [
  annotations: Readonly<Record<string, string>>,
  types: readonly string[],
  is: 'hook' | 'skipped' | 'plain',
  phases: readonly string[],
])[] = [
  [{}, [], 'plain', ['Sync']],
  [hook('PreSync'), ['PreSync'], 'hook', ['PreSync']],
  [hook('PreSync,PostSync'), ['PreSync', 'PostSync'], 'hook', ['PreSync', 'PostSync']],
  [hook(' SyncFail , PreSync,,PreSync\t'), ['SyncFail', 'PreSync'], 'hook', ['PreSync', 'SyncFail']],
  [hook('\u0085Sync\u00a0'), ['Sync'], 'hook', ['Sync']],
  [hook('Presync'), [], 'hook', []],
  [hook('PreSync;PostSync'), [], 'hook', []],
  [hook(''), [], 'hook', []],
  [hook('PreDelete'), [], 'hook', []],
  [hook('Presync,Sync'), ['Sync'], 'hook', ['Sync']],
  [hook('Skip'), ['Skip'], 'skipped', []],
  [hook('Skip,Presync'), ['Skip'], 'skipped', []],
  [hook('Skip,PreSync'), ['Skip', 'PreSync'], 'hook', ['PreSync']],
  [helm('pre-install,pre-upgrade'), ['PreSync', 'PreSync'], 'hook', ['PreSync']],
  [helm('post-install'), ['PostSync'], 'hook', ['PostSync']],
  [helm('post-upgrade,pre-install'), ['PostSync', 'PreSync'], 'hook', ['PreSync', 'PostSync']],
  [helm('pre-rollback'), [], 'hook', []],
  [helm('crd-install'), [], 'plain', ['Sync']],
  [{ ...hook('Sync'), ...helm('pre-install') }, ['Sync'], 'hook', ['Sync']],
  [{ ...hook('sync'), ...helm('pre-install') }, ['PreSync'], 'hook', ['PreSync']],
  [{ ...hook('Skip'), ...helm('pre-install') }, ['Skip'], 'skipped', []],
]

for (const [annotations, types, is, phases] of hooks) {
  test(`hook.Types, IsHook, Skip, syncPhases: ${JSON.stringify(annotations)}`, () => {
    const object = manifest(annotations)
    assert.deepEqual(hookTypes(object), types)
    assert.deepEqual([isHook(object), isSkipped(object)], [is === 'hook', is === 'skipped'])
    assert.deepEqual(
      syncPositions(object).map(({ phase }) => phase),
      phases,
    )
    assert.equal(syncPosition(object)?.phase, phases[0])
  })
}

const wave = (text: string) => ({ 'argocd.argoproj.io/sync-wave': text })
const weight = (text: string) => ({ 'helm.sh/hook-weight': text })

const waves: readonly (readonly [annotations: Readonly<Record<string, string>>, wave: number])[] = [
  [{}, 0],
  [wave('1'), 1],
  [wave('-2'), -2],
  [wave('+3'), 3],
  [wave('007'), 7],
  [wave(' 1'), 0],
  [wave('one'), 0],
  [wave('1.0'), 0],
  [wave('1_0'), 0],
  [wave('0x1'), 0],
  [wave(''), 0],
  [wave('9223372036854775808'), 0],
  [weight('5'), 5],
  [weight('-5 '), 0],
  [{ ...wave('1'), ...weight('5') }, 1],
  [{ ...wave('one'), ...weight('5') }, 5],
]

for (const [annotations, expected] of waves) {
  test(`syncwaves.Wave, helm.Weight: ${JSON.stringify(annotations)}`, () => {
    assert.equal(syncWave(manifest(annotations)), expected)
  })
}

test('syncTasks.Less: phase, then wave, then kind, then name', () => {
  const inOrder = [
    manifest({ ...hook('PreSync'), ...wave('9') }, 'Widget'),
    manifest(wave('-1'), 'Widget'),
    manifest({}, 'Namespace'),
    manifest({}, 'Secret', 'z'),
    manifest({}, 'ConfigMap', 'a'),
    manifest({}, 'ConfigMap', 'b'),
    manifest(hook('Sync'), 'Job'),
    manifest({}, 'APIService'),
    manifest({}, 'Another'),
    manifest({}, 'Widget', 'b'),
    manifest(wave('1'), 'Namespace'),
    manifest({ ...hook('PostSync'), ...wave('-9') }),
    manifest({ ...hook('SyncFail'), ...wave('-9') }),
  ].map((object) => syncPosition(object) ?? assert.fail())
  assert.deepEqual(inOrder.toReversed().sort(compareSync), inOrder)
})

test('sync_tasks.go init: 35 kinds are known, the others come last', () => {
  assert.deepEqual(
    ['Namespace', 'NetworkPolicy', 'Job', 'CronJob', 'APIService', 'Application', 'namespace'].map(kindOrder),
    [-35, -34, -5, -4, -1, 0, 0],
  )
})

const scopes: readonly (readonly [apiVersion: string, kind: string, scope: string])[] = [
  ['v1', 'Namespace', 'cluster'],
  ['v1', 'PersistentVolume', 'cluster'],
  ['v1', 'PersistentVolumeClaim', 'namespaced'],
  ['apps/v1', 'Deployment', 'namespaced'],
  ['v1', 'Deployment', 'unknown'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'cluster'],
  ['rbac.authorization.k8s.io/v1', 'Role', 'namespaced'],
  ['networking.k8s.io/v1', 'IngressClass', 'cluster'],
  ['policy/v1', 'PodDisruptionBudget', 'namespaced'],
  ['argoproj.io/v1alpha1', 'Rollout', 'unknown'],
  ['serving.knative.dev/v1', 'Service', 'unknown'],
]

for (const [apiVersion, kind, scope] of scopes) {
  test(`scopeOf: ${apiVersion} ${kind} is ${scope}`, () => assert.equal(scopeOf(apiVersion, kind), scope))
}
