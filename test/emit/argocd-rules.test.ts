import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, textAt } from '../../src/manifest/fields.ts'
import type { Json, Manifest } from '../../src/manifest/manifest.ts'
import { applicationProblems, argocdProblems } from '../support/kubernetes/argocd-rules.ts'
import { emitted, pipelineFolders } from '../support/kubernetes/emitted.ts'
import { plant, type Path } from '../support/kubernetes/plant.ts'
import {
  application,
  configMap,
  deployment,
  externalSecret,
  job,
  pipeline,
  serviceAccount,
} from '../support/kubernetes/samples.ts'
import { phasesOf, valuesOf, waveOf } from '../support/kubernetes/sync-place.ts'

test('no emitted folder violates a rule of Argo CD', () => {
  for (const [folder, manifests] of pipelineFolders()) assert.deepEqual(argocdProblems(manifests), [], folder)
})

test('no emitted Application violates a rule together with the objects that it syncs', () => {
  const applications = emitted().filter(({ manifest }) => manifest.kind === 'Application')
  assert.ok(applications.length > 0, 'no Application is emitted')
  for (const { file, folder, manifest } of applications) {
    const path = textAt(manifest, 'spec', 'source', 'path') ?? ''
    const root = folder.slice(0, folder.indexOf('manifests/'))
    const synced = pipelineFolders().get(`${root}${path}`)
    assert.ok(synced !== undefined, `${file} syncs ${path}, which is not emitted`)
    assert.deepEqual(applicationProblems(manifest, synced), [], file)
  }
})

test('production/orders has exactly the four PreSync Jobs, on waves -1 to 2', () => {
  const manifests = pipelineFolders().get('manifests/production/orders')
  assert.ok(manifests !== undefined, 'no manifests compiled yet: manifests/production/orders')
  const jobs = manifests.filter((manifest) => manifest.kind === 'Job' && phasesOf(manifest).includes('PreSync'))
  const places = jobs.map((manifest) => [
    waveOf(manifest),
    /(preflight|migrate|deploy|smoke-test)$/.exec(manifest.metadata.name)?.[0],
  ])
  assert.deepEqual(places, [
    [-1, 'preflight'],
    [0, 'migrate'],
    [1, 'deploy'],
    [2, 'smoke-test'],
  ])
  for (const manifest of jobs) {
    const title = manifest.metadata.name
    assert.deepEqual(valuesOf(manifest, 'hook'), ['PreSync'], title)
    assert.match(
      textAt(manifest, 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave') ?? '',
      /^(-1|0|1|2)$/,
      title,
    )
    assert.deepEqual(valuesOf(manifest, 'hook-delete-policy'), ['BeforeHookCreation'], title)
    for (const path of [['activeDeadlineSeconds'], ['template', 'spec', 'activeDeadlineSeconds'], ['backoffLimit']]) {
      assert.equal(typeof at(manifest, 'spec', ...path), 'number', `${title} ${path.join('.')}`)
    }
  }
})

test('the valid samples have no problems', () => {
  assert.deepEqual(argocdProblems(pipeline()), [])
  assert.deepEqual(applicationProblems(application(), pipeline()), [])
})

const annotation = (name: string): Path => ['metadata', 'annotations', `argocd.argoproj.io/${name}`]
const pod = ['spec', 'template', 'spec']
const main = [...pod, 'containers', 0]

/** The valid pipeline with one object changed. */
function changed(manifest: Manifest, path: Path, value: Json | undefined): readonly Manifest[] {
  return pipeline().map((each) =>
    each.kind === manifest.kind && each.metadata.name === manifest.metadata.name ? plant(each, path, value) : each,
  )
}

const claim: Manifest = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'scratch', namespace: 'shop' },
  spec: {},
}
const claimVolume = [{ name: 'migrations', persistentVolumeClaim: { claimName: 'scratch' } }]
const plainJob = plant(
  { ...job('verify'), metadata: { name: 'plain', namespace: 'shop' } },
  annotation('sync-wave'),
  '5',
)
const binding: Manifest = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'orders-wavec', namespace: 'shop' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'orders-wavec' },
  subjects: [{ kind: 'ServiceAccount', name: 'orders-wavec' }],
}
const withoutPostSync = pipeline().filter((manifest) => !phasesOf(manifest).includes('PostSync'))

const faults: readonly (readonly [string, readonly Manifest[], RegExp])[] = [
  ['misspelt hook', changed(job(), annotation('hook'), 'Presync'), /Presync is no hook/],
  [
    'misspelt policy',
    changed(job(), annotation('hook-delete-policy'), 'BeforeHookCreated'),
    /BeforeHookCreated is no delete policy/,
  ],
  ['wave that is not a number', changed(job(), annotation('sync-wave'), 'one'), /one is no wave/],
  ['wave with a space', changed(job(), annotation('sync-wave'), ' 1'), / 1 is no wave/],
  [
    'Job with HookSucceeded only',
    changed(job(), annotation('hook-delete-policy'), 'HookSucceeded'),
    /Job\/orders-preflight: its policy lacks BeforeHookCreation/,
  ],
  [
    'Job with HookFailed',
    changed(job(), annotation('hook-delete-policy'), 'BeforeHookCreation,HookFailed'),
    /HookFailed deletes it/,
  ],
  [
    'config with BeforeHookCreation',
    changed(configMap(), annotation('hook-delete-policy'), 'BeforeHookCreation,HookSucceeded'),
    /HookSucceeded alone/,
  ],
  ['config without a policy', changed(configMap(), annotation('hook-delete-policy'), undefined), /HookSucceeded alone/],
  [
    'hook Job without a deadline',
    changed(job(), ['spec', 'activeDeadlineSeconds'], undefined),
    /Job\/orders-preflight: no activeDeadlineSeconds/,
  ],
  [
    'ConfigMap of the Sync phase',
    changed(configMap(), ['metadata', 'annotations'], {}),
    /orders-preflight: ConfigMap\/orders-migrations does not exist yet/,
  ],
  [
    'ConfigMap of a later wave',
    changed(configMap(), annotation('sync-wave'), '1'),
    /orders-migrate: ConfigMap\/orders-migrations does not exist yet/,
  ],
  [
    'ServiceAccount of the Sync phase',
    changed(serviceAccount(), ['metadata', 'annotations'], {}),
    /ServiceAccount\/orders-wavec does not exist yet/,
  ],
  [
    'ExternalSecret of the same wave',
    changed(externalSecret(), annotation('sync-wave'), '-1'),
    /orders-preflight: Secret\/orders-db-migrator does not exist yet/,
  ],
  [
    'Secret of the Sync phase in envFrom',
    [
      ...changed(job(), [...main, 'envFrom'], [{ secretRef: { name: 'late' } }]),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'late' } },
    ],
    /Secret\/late does not exist yet/,
  ],
  [
    'pull secret of the Sync phase',
    [
      ...changed(job(), [...pod, 'imagePullSecrets'], [{ name: 'late' }]),
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'late' } },
    ],
    /Secret\/late does not exist yet/,
  ],
  [
    'claim of the Sync phase',
    [...changed(job(), [...pod, 'volumes'], claimVolume), claim],
    /PersistentVolumeClaim\/scratch does not exist yet/,
  ],
  ['RoleBinding of the Sync phase', [...pipeline(), binding], /RoleBinding\/orders-wavec does not exist yet/],
  [
    'report that reads config of the Sync phase',
    [
      ...changed(job('report'), [...main, 'envFrom'], [{ configMapRef: { name: 'late' } }]),
      { ...configMap(), metadata: { name: 'late' } },
    ],
    /orders-report: ConfigMap\/late does not exist yet/,
  ],
  [
    'plain Job in the last wave',
    [...withoutPostSync, plainJob],
    /Job\/plain: a plain Job in the last wave is not awaited/,
  ],
  [
    'one identity twice',
    [...pipeline(), { ...configMap(), metadata: { name: 'orders-migrations', namespace: 'shop' } }],
    /ConfigMap shop\/orders-migrations: there twice/,
  ],
  [
    'TTL on a plain Job',
    [...pipeline(), plant(plainJob, ['spec', 'ttlSecondsAfterFinished'], 0)],
    /Job\/plain: a TTL on a plain Job/,
  ],
  ['generateName', changed(job(), ['metadata', 'generateName'], 'orders-'), /generateName/],
  [
    'claim in an earlier wave',
    [...changed(deployment(), [...pod, 'volumes'], claimVolume), plant(claim, annotation('sync-wave'), '-1')],
    /scratch: in an earlier wave than its consumer/,
  ],
  [
    'ignore-healthcheck',
    changed(deployment(), annotation('ignore-healthcheck'), 'true'),
    /Deployment\/orders: ignore-healthcheck/,
  ],
]

test('each planted fault is reported', () => {
  for (const [title, manifests, expected] of faults) {
    const problems = argocdProblems(manifests)
    assert.ok(
      problems.some((problem) => expected.test(problem)),
      `${title}: ${JSON.stringify(problems)}`,
    )
  }
})

const applicationFaults: readonly (readonly [string, Path, Json | undefined, RegExp])[] = [
  ['automated without retry', ['spec', 'syncPolicy', 'retry'], undefined, /automated without retry.limit/],
  ['retry without a limit', ['spec', 'syncPolicy', 'retry', 'limit'], undefined, /automated without retry.limit/],
  ['Force as an option', ['spec', 'syncPolicy', 'syncOptions'], ['Force=true'], /no sync option of an Application/],
  [
    'forced server-side apply',
    ['operation'],
    { sync: { syncStrategy: { hook: { force: true } } } },
    /ServerSideApply with Force/,
  ],
  ['selfHeal', ['spec', 'syncPolicy', 'automated', 'selfHeal'], true, /selfHeal skips hooks/],
  ['manifest-generate-paths', annotation('manifest-generate-paths'), '.', /partial sync/],
]

test('each planted fault of an Application is reported', () => {
  for (const [title, path, value, expected] of applicationFaults) {
    const problems = applicationProblems(plant(application(), path, value), pipeline())
    assert.ok(
      problems.some((problem) => expected.test(problem)),
      `${title}: ${JSON.stringify(problems)}`,
    )
  }
  const forced = changed(deployment(), annotation('sync-options'), 'Force=true')
  assert.match(applicationProblems(application(), forced).join(), /ServerSideApply with Force/)
})

test('valid variants have no problems', () => {
  const hooked = plant(plant(binding, annotation('hook'), 'PreSync'), annotation('sync-wave'), '-2')
  assert.deepEqual(
    argocdProblems([...pipeline(), plant(hooked, annotation('hook-delete-policy'), 'HookSucceeded')]),
    [],
    'a RoleBinding before the Jobs',
  )
  assert.deepEqual(argocdProblems([...pipeline(), plainJob]), [], 'a plain Job before a PostSync hook')
  assert.deepEqual(
    argocdProblems([...changed(deployment(), [...pod, 'volumes'], claimVolume), claim]),
    [],
    'a claim in the wave of its consumer',
  )
  const optional = changed(job(), [...main, 'envFrom'], [{ configMapRef: { name: 'late', optional: true } }])
  assert.deepEqual(
    argocdProblems([...optional, { ...configMap(), metadata: { name: 'late' } }]),
    [],
    'an optional reference',
  )
  const gated = changed(
    deployment(),
    [...pod, 'initContainers'],
    [{ name: 'wavec-gate', image: 'wavec', env: [{ name: 'WAVEC_STEP', value: '{}' }] }],
  )
  assert.deepEqual(
    applicationProblems(plant(application(), ['spec', 'syncPolicy', 'automated', 'selfHeal'], true), gated),
    [],
    'selfHeal of a gated workload',
  )
})
