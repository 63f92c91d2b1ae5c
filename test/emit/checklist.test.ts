/**
 * Advice of guides to database migrations on Kubernetes that does not work. Each has a wrong sample that the check must
 * report, and the check finds nothing in any emitted object.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { objectsAt, textAt } from '../../src/manifest/fields.ts'
import type { Json, Manifest } from '../../src/manifest/manifest.ts'
import { deletePolicyProblems } from '../support/kubernetes/argocd-rules.ts'
import { textsAt } from '../support/kubernetes/containers.ts'
import { emitted, isKustomization, titleOf } from '../support/kubernetes/emitted.ts'
import { plant, type Path } from '../support/kubernetes/plant.ts'
import { containersOf, ownContainers, podOf, stageOf, type Container } from '../support/kubernetes/pods.ts'
import { referenceProblems } from '../support/kubernetes/references.ts'
import { configMap, externalSecret, job, pipeline, preflightStep } from '../support/kubernetes/samples.ts'
import { secretProblems, stepsOf } from '../support/kubernetes/steps.ts'
import { annotationOf, isHook } from '../support/kubernetes/sync-place.ts'

interface Fact {
  readonly fact: string
  readonly wrong: readonly Manifest[]
  check(manifests: readonly Manifest[]): readonly string[]
}

const main: Path = ['spec', 'template', 'spec', 'containers', 0]
const policy = ['metadata', 'annotations', 'argocd.argoproj.io/hook-delete-policy']
const tool = (fields: { readonly [key: string]: Json }): Manifest =>
  plant(
    job('migrate'),
    ['spec', 'template', 'spec', 'initContainers'],
    [{ name: 'flyway', image: 'flyway/flyway:11', ...fields }],
  )

const facts: readonly Fact[] = [
  {
    fact: 'the kubelet expands a password argument, so it is in the process list; pass it in the environment, from a Secret',
    wrong: [plant(job(), [...main, 'args'], ['-url=$(DB_URL)', '-password=$(DB_PASSWORD)', 'migrate'])],
    check: (manifests) => manifests.flatMap(secretProblems),
  },
  {
    fact: 'a hook that mounts SQL from a plain ConfigMap finds none on the first install and the previous SQL on an upgrade',
    wrong: [plant(configMap(), ['metadata', 'annotations'], {}), job()],
    check: (manifests) => referenceProblems(manifests).filter((problem) => problem.includes('ConfigMap/')),
  },
  {
    fact: 'a moving tag can change the image under an unchanged digest of the migrations',
    wrong: [plant(job(), [...main, 'image'], 'ghcr.io/wavec/wavec:latest')],
    check: (manifests) =>
      ownOf(manifests)
        .filter(isMoving)
        .map(({ path, value }) => `${path}: ${textAt(value, 'image')} moves`),
  },
  {
    fact: 'an image without a tag means latest, also in a registry with a port',
    wrong: [plant(job(), [...main, 'image'], 'registry.example.com:5000/flyway')],
    check: (manifests) =>
      ownOf(manifests)
        .filter(isMoving)
        .map(({ path }) => path),
  },
  {
    fact: "a plain Job can't be applied again with another image: its template is immutable, so its name must change too",
    wrong: [{ ...job('migrate'), metadata: { name: 'migrate', annotations: { 'argocd.argoproj.io/sync-wave': '0' } } }],
    check: (manifests) =>
      manifests
        .filter(
          (manifest) =>
            manifest.kind === 'Job' &&
            !isHook(manifest) &&
            annotationOf(manifest, 'sync-wave') !== undefined &&
            !/-[0-9a-f]{8}$/.test(manifest.metadata.name),
        )
        .map(titleOf),
  },
  {
    fact: 'a Job that is deleted only after success blocks the retry after a failure',
    wrong: [plant(job(), policy, 'HookSucceeded')],
    check: (manifests) => deletePolicyProblems(manifests.filter(({ kind }) => kind === 'Job')),
  },
  {
    fact: "Argo CD maps Helm's hooks itself: next to Argo CD's own annotations they mean nothing, or something else",
    wrong: [plant(job(), ['metadata', 'annotations', 'helm.sh/hook'], 'pre-upgrade,pre-install')],
    check: (manifests) =>
      manifests
        .filter((manifest) =>
          Object.keys(manifest.metadata.annotations ?? {}).some((key) => key.startsWith('helm.sh/hook')),
        )
        .map(titleOf),
  },
  {
    fact: "CREATE INDEX CONCURRENTLY under Flyway waits forever for Flyway's own lock transaction, unless the lock is a session lock",
    wrong: [tool({ env: [] })],
    check: (manifests) =>
      ownOf(manifests)
        .filter(
          (container) =>
            container.name === 'flyway' && variable(container, 'FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK') !== 'false',
        )
        .map(({ path }) => path),
  },
  {
    fact: 'kubectl in an init container needs cluster permissions and puts the password into a pod spec',
    wrong: [tool({ command: ['sh', '-c', 'kubectl run stamp --image=postgres -- psql "$DATABASE_URL"'] })],
    check: (manifests) =>
      manifests
        .flatMap(containersIn)
        .filter(({ value }) =>
          [textAt(value, 'image') ?? '', ...textsAt(value, 'command'), ...textsAt(value, 'args')].some((text) =>
            /\bkubectl\b/.test(text),
          ),
        )
        .map(({ path }) => path),
  },
  {
    fact: 'external-secrets.io/v1beta1 is no longer served',
    wrong: [{ ...externalSecret(), apiVersion: 'external-secrets.io/v1beta1' }],
    check: (manifests) =>
      manifests.filter(({ apiVersion }) => /^external-secrets\.io\/(?!v1$)/.test(apiVersion)).map(titleOf),
  },
  {
    fact: '`flyway validate` fails on every pending migration unless pending ones are ignored',
    wrong: [tool({ args: ['validate'] })],
    check: (manifests) =>
      ownOf(manifests)
        .filter(
          (container) =>
            container.name === 'flyway' &&
            textsAt(container.value, 'args').includes('validate') &&
            !variable(container, 'FLYWAY_IGNORE_MIGRATION_PATTERNS')?.includes('*:pending'),
        )
        .map(({ path }) => path),
  },
  {
    fact: 'completions: 1 does not mean "exactly once": a pod is replaced while it still terminates, unless podReplacementPolicy is Failed',
    wrong: [plant(job(), ['spec', 'podReplacementPolicy'], undefined)],
    check: (manifests) =>
      manifests
        .filter(
          (manifest) =>
            stageOf(manifest) !== undefined && textAt(manifest, 'spec', 'podReplacementPolicy') !== 'Failed',
        )
        .map(titleOf),
  },
  {
    fact: 'a Job that is deleted two minutes after its failure takes its log away before it is read',
    wrong: [plant(job(), ['spec', 'ttlSecondsAfterFinished'], 120)],
    check: (manifests) =>
      manifests
        .filter(
          ({ kind, spec }) =>
            kind === 'Job' && typeof spec === 'object' && spec !== null && 'ttlSecondsAfterFinished' in spec,
        )
        .map(titleOf),
  },
  {
    fact: 'without lock_timeout every later query queues up after a waiting statement',
    wrong: [plant(job(), [...main, 'env', 2, 'value'], JSON.stringify(stepWithoutLockTimeout()))],
    check: (manifests) =>
      manifests
        .flatMap(containersIn)
        .filter((container) => stepsOf(container).some((step) => 'database' in step && step.database.lockTimeout === 0))
        .map(({ path }) => path),
  },
]

function containersIn(manifest: Manifest): readonly Container[] {
  const pod = podOf(manifest)
  return pod === undefined ? [] : containersOf(pod)
}

/** The containers of wavec and of the tools; the workload's containers are the user's. */
function ownOf(manifests: readonly Manifest[]): readonly Container[] {
  return manifests.flatMap(ownContainers)
}

function isMoving({ value }: Container): boolean {
  const image = textAt(value, 'image') ?? ''
  const tag = /:([^:/@]+)$/.exec(image)?.[1]
  return (
    !image.includes('@sha256:') &&
    (tag === undefined || ['latest', 'main', 'master', 'stable', 'edge', 'dev', 'nightly'].includes(tag))
  )
}

function variable({ value }: Container, name: string): string | undefined {
  return textAt(
    objectsAt(value, 'env').find((each) => each['name'] === name),
    'value',
  )
}

function stepWithoutLockTimeout(): Json {
  return { ...preflightStep, database: { engine: 'postgres', lockTimeout: 0, statementTimeout: 0 } }
}

test('no emitted object follows wrong advice', () => {
  const objects = emitted().filter(({ manifest }) => !isKustomization(manifest))
  for (const folder of new Set(objects.map((object) => object.folder))) {
    const manifests = objects.filter((object) => object.folder === folder).map(({ manifest }) => manifest)
    for (const { fact, check } of facts) assert.deepEqual(check(manifests), [], `${folder}: ${fact}`)
  }
})

for (const { fact, wrong, check } of facts) {
  test(`the wrong sample is reported: ${fact}`, () => {
    assert.notDeepEqual(check(wrong), [])
    assert.deepEqual(check(pipeline()), [], 'the right pipeline')
  })
}
