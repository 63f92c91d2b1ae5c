// The guards of the candidate in a README are those of the emitted objects: without one, the README says so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { candidateGuards } from '../../src/emit/guards.ts'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'

const marked = { name: 'WAVEC_CANDIDATE', value: 'true' }

interface Parts {
  readonly labels?: Readonly<Record<string, string>>
  readonly pod?: JsonObject
  readonly container?: JsonObject
  readonly spec?: JsonObject
}

function job({ labels = { stage: 'deploy' }, pod = {}, container = {}, spec = {} }: Parts = {}): Manifest {
  const app = { name: 'app', env: [marked], ...container }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'shop-3-deploy' },
    spec: {
      backoffLimit: 1,
      activeDeadlineSeconds: 1200,
      ...spec,
      template: {
        metadata: { labels },
        spec: { activeDeadlineSeconds: 600, automountServiceAccountToken: false, initContainers: [app], ...pod },
      },
    },
  }
}

const service: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'shop' },
  spec: { selector: { app: 'shop' } },
}
const policy: Manifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'jobs' },
  spec: { podSelector: { matchLabels: { stage: 'deploy' } }, policyTypes: ['Ingress'] },
}

function guards(...manifests: readonly Manifest[]): string {
  return candidateGuards(manifests, 'settings').join('\n')
}

test('without a candidate there is nothing to say', () => {
  assert.equal(guards(service), '')
  assert.equal(guards(job({ container: { env: [] } })), '')
})

test('traffic', () => {
  assert.match(guards(job(), service), /No traffic: `Service\/shop` does not select its labels/)
  assert.match(guards(job({ labels: { app: 'shop' } }), service), /Traffic: `Service\/shop` selects it/)
  assert.match(guards(job()), /there is no Service/)
})

test('network', () => {
  assert.match(guards(job()), /no NetworkPolicy here selects it/)
  assert.match(guards(job(), policy), /Network: `NetworkPolicy\/jobs` limits its ingress\./)
})

test('work and data', () => {
  const env = [
    marked,
    { name: 'CONSUMERS', value: 'off' },
    { name: 'URL', valueFrom: { secretKeyRef: { name: 'db', key: 'url' } } },
  ]
  const found = guards(job({ container: { env } }))
  assert.match(found, /set for it alone: `WAVEC_CANDIDATE`, `CONSUMERS`\./)
  assert.match(found, /credentials of the workload \(`Secret\/db`\)\. Nothing else keeps it from writing/)
  assert.match(guards(job()), /it holds no Secret/)
  assert.match(candidateGuards([job()], 'passive').join('\n'), /the spec states that it only serves requests/)
})

test('access', () => {
  assert.match(guards(job()), /whose token its containers do not get; no ports of the node, no lifecycle hooks/)
  assert.match(guards(job({ pod: { automountServiceAccountToken: true } })), /whose token it holds/)
  const token = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }
  const mounts = { volumeMounts: [{ name: 'token', mountPath: '/token' }] }
  assert.match(guards(job({ pod: { volumes: [token] }, container: mounts })), /whose token it holds/)
  assert.match(
    guards(job({ container: { ports: [{ containerPort: 80, hostPort: 80 }], lifecycle: {} } })),
    /1 ports of the node, 1 lifecycle/,
  )
})

test('time and pods', () => {
  assert.match(guards(job()), /`shop-3-deploy`: 10m an attempt, at most 2, all together 20m/)
  assert.match(guards(job({ spec: { parallelism: 3 } })), /pods at a time: 3/)
  assert.match(guards(job({ pod: { activeDeadlineSeconds: null } })), /no limit an attempt/)
})
