// What Kubernetes 1.36.1 refuses to change: each line was applied by the operations of Argo CD v3.5.1
// (gitops-engine/pkg/utils/kube/resource_ops.go) to an API server of that version.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'
import { immutableChange } from '../../src/simulate/world/immutable.ts'

const of = (apiVersion: string, kind: string) => (body: JsonObject) =>
  ({ apiVersion, kind, metadata: { name: 'x' }, ...body }) satisfies Manifest
const job = (spec: JsonObject) => of('batch/v1', 'Job')({ spec: { template: {}, ...spec } })
const pod = (spec: JsonObject) => of('v1', 'Pod')({ spec })
const claim = (spec: JsonObject) => of('v1', 'PersistentVolumeClaim')({ spec })
const service = (spec: JsonObject) => of('v1', 'Service')({ spec })
const config = of('v1', 'ConfigMap')
const secret = of('v1', 'Secret')
const storageClass = of('storage.k8s.io/v1', 'StorageClass')
const main = (image: string, more: JsonObject = {}): JsonObject => ({ containers: [{ name: 'main', image, ...more }] })

const cases: readonly (readonly [title: string, live: Manifest, target: Manifest, refused: string | undefined])[] = [
  ['a template', job({}), job({ template: { spec: {} } }), 'spec.template'],
  ['completions', job({ completions: 1 }), job({ completions: 2 }), 'spec.completions'],
  ['the completions that a Job has', job({}), job({ completions: 1 }), undefined],
  [
    'completions of an indexed Job, with parallelism',
    job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    job({ completionMode: 'Indexed', completions: 3, parallelism: 3 }),
    undefined,
  ],
  ['what counts as complete', job({}), job({ completions: 1, completionMode: 'Indexed' }), 'spec.completions'],
  ['the way of completing that a Job has', job({}), job({ completionMode: 'NonIndexed' }), undefined],
  ['retries', job({ backoffLimit: 1 }), job({ backoffLimit: 2 }), undefined],
  ['retries by index', job({}), job({ backoffLimitPerIndex: 1 }), 'spec.backoffLimitPerIndex'],
  ['success', job({}), job({ successPolicy: { rules: [] } }), 'spec.successPolicy'],
  ['when pods are replaced', job({ podReplacementPolicy: 'Failed' }), job({ podReplacementPolicy: 'x' }), undefined],
  ['a suspended Job', job({ suspend: true }), job({ suspend: false }), undefined],
  ['an image of a Pod', pod(main('a:1')), pod(main('a:2')), undefined],
  ['a deadline of a Pod', pod(main('a:1')), pod({ ...main('a:1'), activeDeadlineSeconds: 9 }), undefined],
  ['a command of a Pod', pod(main('a:1')), pod(main('a:1', { command: ['b'] })), 'spec'],
  ['a class', claim({ storageClassName: 'a' }), claim({ storageClassName: 'b' }), 'spec.storageClassName'],
  ['a selector of volumes', claim({}), claim({ selector: { matchLabels: { a: 'b' } } }), 'spec.selector'],
  ['the mode that a claim has', claim({}), claim({ volumeMode: 'Filesystem' }), undefined],
  ['another mode', claim({}), claim({ volumeMode: 'Block' }), 'spec.volumeMode'],
  ['a volume for a claim without one', claim({}), claim({ volumeName: 'v' }), undefined],
  ['a port', service({ ports: [{ port: 80 }] }), service({ ports: [{ port: 81 }] }), undefined],
  ['a headless service', service({}), service({ clusterIP: 'None' }), 'spec.clusterIP'],
  ['sealed data', config({ data: { a: '1' }, immutable: true }), config({ data: {}, immutable: true }), 'data'],
  ['a seal that is broken', config({ immutable: true }), config({}), 'immutable'],
  ['a seal that is put on', config({ data: { a: '1' } }), config({ data: { a: '2' }, immutable: true }), undefined],
  ['a type of a Secret', secret({}), secret({ type: 'example.com/x' }), 'type'],
  ['the type that a Secret has', secret({}), secret({ type: 'Opaque' }), undefined],
  [
    'when volumes bind',
    storageClass({}),
    storageClass({ volumeBindingMode: 'WaitForFirstConsumer' }),
    'volumeBindingMode',
  ],
  ['the way that volumes bind', storageClass({}), storageClass({ volumeBindingMode: 'Immediate' }), undefined],
]

for (const [title, live, target, refused] of cases)
  test(`immutable: ${title}`, () => assert.equal(immutableChange(target, live), refused))
