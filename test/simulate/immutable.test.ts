// What Kubernetes 1.36.1 refuses to change: each case was applied to an API server of that version with the operations
// of Argo CD v3.5.1 (gitops-engine/pkg/utils/kube/resource_ops.go).
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
  ['completions unchanged from the default', job({}), job({ completions: 1 }), undefined],
  [
    'completions of an indexed Job, with parallelism',
    job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    job({ completionMode: 'Indexed', completions: 3, parallelism: 3 }),
    undefined,
  ],
  ['the completion mode', job({}), job({ completions: 1, completionMode: 'Indexed' }), 'spec.completions'],
  ['the default completion mode', job({}), job({ completionMode: 'NonIndexed' }), undefined],
  ['retries', job({ backoffLimit: 1 }), job({ backoffLimit: 2 }), undefined],
  ['retries per index', job({}), job({ backoffLimitPerIndex: 1 }), 'spec.backoffLimitPerIndex'],
  ['a success policy', job({}), job({ successPolicy: { rules: [] } }), 'spec.successPolicy'],
  [
    'the pod replacement policy',
    job({ podReplacementPolicy: 'Failed' }),
    job({ podReplacementPolicy: 'x' }),
    undefined,
  ],
  ['a suspended Job', job({ suspend: true }), job({ suspend: false }), undefined],
  ['an image of a Pod', pod(main('a:1')), pod(main('a:2')), undefined],
  ['a deadline of a Pod', pod(main('a:1')), pod({ ...main('a:1'), activeDeadlineSeconds: 9 }), undefined],
  ['a command of a Pod', pod(main('a:1')), pod(main('a:1', { command: ['b'] })), 'spec'],
  ['a storage class', claim({ storageClassName: 'a' }), claim({ storageClassName: 'b' }), 'spec.storageClassName'],
  ['a volume selector', claim({}), claim({ selector: { matchLabels: { a: 'b' } } }), 'spec.selector'],
  ['the default volume mode', claim({}), claim({ volumeMode: 'Filesystem' }), undefined],
  ['another volume mode', claim({}), claim({ volumeMode: 'Block' }), 'spec.volumeMode'],
  ['a volume for a claim without one', claim({}), claim({ volumeName: 'v' }), undefined],
  ['a port', service({ ports: [{ port: 80 }] }), service({ ports: [{ port: 81 }] }), undefined],
  ['a headless service', service({}), service({ clusterIP: 'None' }), 'spec.clusterIP'],
  [
    'data of an immutable ConfigMap',
    config({ data: { a: '1' }, immutable: true }),
    config({ data: {}, immutable: true }),
    'data',
  ],
  ['immutable removed', config({ immutable: true }), config({}), 'immutable'],
  ['immutable set', config({ data: { a: '1' } }), config({ data: { a: '2' }, immutable: true }), undefined],
  ['the type of a Secret', secret({}), secret({ type: 'example.com/x' }), 'type'],
  ['the default type of a Secret', secret({}), secret({ type: 'Opaque' }), undefined],
  [
    'the volume binding mode',
    storageClass({}),
    storageClass({ volumeBindingMode: 'WaitForFirstConsumer' }),
    'volumeBindingMode',
  ],
  ['the default volume binding mode', storageClass({}), storageClass({ volumeBindingMode: 'Immediate' }), undefined],
]

for (const [title, live, target, refused] of cases)
  test(`immutable: ${title}`, () => assert.equal(immutableChange(target, live), refused))
