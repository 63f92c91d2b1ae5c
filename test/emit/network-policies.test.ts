// Where the workload is isolated, nothing may connect to a Job, and each Job reaches only what its step needs.
import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { diskTree } from '../../src/connect/disk.ts'
import { objectsAt, textMapAt } from '../../src/manifest/fields.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import type { Labels } from '../../src/refs/selector.ts'
import { edit, repository, spec } from '../cli/repository.ts'
import { manifestsOf, pipelineFolders } from '../support/kubernetes/emitted.ts'
import { allows, isolates, type Peer, type Port } from '../support/kubernetes/network.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { standIn } from '../support/runner-program.ts'

const app = 'waves/orders/app/app.yaml'
const controller: Peer = { pod: { app: 'nginx' }, namespace: { team: 'ingress' } }
const workload: Peer = { pod: { app: 'orders' } }
const dns = { peer: { pod: { 'k8s-app': 'kube-dns' }, namespace: { name: 'kube-system' } }, port: udp(53) }
const database = { peer: { address: '10.20.1.7' }, port: tcp(5432) }
const payments = { peer: { address: '203.0.113.9' }, port: tcp(8443) }
const apiServer = { peer: { address: '10.96.0.1' }, port: tcp(443) }
const service = { peer: workload, port: tcp(8080, 'http') }

const policy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders }
spec:
  podSelector: { matchLabels: { app: orders } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ingress } } }], ports: [{ port: http }] }]
  egress:
    - to: [{ namespaceSelector: {} }]
      ports: [{ protocol: UDP, port: 53 }]
    - to: [{ ipBlock: { cidr: 10.20.0.0/16 } }]
      ports: [{ port: 5432 }]
    - to: [{ ipBlock: { cidr: 203.0.113.0/24 } }]
      ports: [{ port: 8443 }]
`

// The port is in the spec, or else it would be in the Secret, where it can't be known.
const literalPort = [
  'database: { secret: orders-db-migrator }',
  'database: { secret: orders-db-migrator, port: 5432 }',
] as const

test('no policy of any output lets anything connect to the pod of a Job', () => {
  let asked = 0
  for (const [folder, manifests] of pipelineFolders()) {
    const policies = policiesOf(manifests)
    if (policies.length === 0) continue
    for (const [name, pod] of jobsOf(manifests)) {
      asked++
      const isSelected = policies.some((each) => isolates(each, 'Ingress', pod))
      const rules = policies.flatMap((each) =>
        isolates(each, 'Ingress', pod) ? objectsAt(each, 'spec', 'ingress') : [],
      )
      assert.deepEqual({ isSelected, rules }, { isSelected: true, rules: [] }, `${folder}: ${name}`)
    }
  }
  assert.ok(asked > 0)
})

test('a Job reaches DNS, the database, and only what its own step asks', (t) => {
  const manifests = compiled(t, { policy, edits: [literalPort] })
  assert.deepEqual(reached(manifests), {
    'orders-1-preflight': ['dns', 'database'],
    'orders-2-migrate': ['dns', 'database'],
    // They run the workload's own containers, which need what it needs, and read the status of their own pod.
    'orders-3-deploy': ['dns', 'database', 'payments', 'api server'],
    'orders-4-smoke-test': ['dns', 'database', 'payments', 'api server'],
    'orders-5-verify': ['dns', 'database', 'service'],
    'orders-report': ['dns', 'database', 'api server'],
  })
})

test('a live check lets preflight and the smoke test reach the Service too', (t) => {
  const live = ['smokeTest: {', 'smokeTest: { live: "http://orders.shop.svc",'] as const
  const found = reached(compiled(t, { policy, edits: [literalPort, live] }))
  const asking = Object.entries(found).flatMap(([name, what]) => (what.includes('service') ? [name] : []))
  assert.deepEqual(asking, ['orders-1-preflight', 'orders-4-smoke-test', 'orders-5-verify'])
})

test('the workload accepts connections from the Jobs that ask it, and from no other Job', (t) => {
  const manifests = compiled(t, { policy, edits: [literalPort] })
  const policies = policiesOf(manifests)
  const accepted = jobsOf(manifests).flatMap(([name, pod]) =>
    allows(policies, 'Ingress', { app: 'orders' }, { peer: { pod }, port: tcp(8080, 'http') }) ? [name] : [],
  )
  assert.deepEqual(accepted, ['orders-5-verify'])
})

test('where the port of the database is in its Secret, a Job keeps every rule of the workload', (t) => {
  const { 'orders-2-migrate': migrate } = reached(compiled(t, { policy, edits: [] }))
  assert.deepEqual(migrate, ['dns', 'database', 'payments'])
})

test('a Job with a sidecar of the user keeps every rule, because the sidecar is the way to the database', (t) => {
  const sidecar = [
    '  workload: app',
    '  pod: { sidecars: [{ name: proxy, image: proxy:v1 }] }\n  workload: app',
  ] as const
  const { 'orders-2-migrate': migrate } = reached(compiled(t, { policy, edits: [literalPort, sidecar] }))
  assert.deepEqual(migrate, ['dns', 'database', 'payments'])
})

test("a rule without ports, a range and a named port are narrowed to DNS and the database's port", (t) => {
  const open = policy.replaceAll(/ {6}ports: .*\n/g, '')
  const range = policy.replace('port: 5432', 'port: 5000, endPort: 6000')
  const named = policy.replace('port: 5432', 'port: postgres')
  for (const text of [open, range, named]) {
    const manifests = compiled(t, { policy: text, edits: [literalPort] })
    const to = (number: number) => ({
      peer: { address: '10.20.1.7' },
      port: { ...tcp(number), ...(number === 5432 ? { name: 'postgres' } : {}) },
    })
    const [policies, pod] = [policiesOf(manifests), podOf(manifests, 'orders-2-migrate')]
    const found = [5432, 5433, 22].filter((number) => allows(policies, 'Egress', pod, to(number)))
    assert.deepEqual(found, [5432], text)
  }
})

test('a policy that isolates ingress alone leaves the way out of the Jobs open', (t) => {
  const inward = policy.replace('[Ingress, Egress]', '[Ingress]').replace(/ {2}egress:\n[^]*$/, '')
  const manifests = compiled(t, { policy: inward, edits: [] })
  const pod = podOf(manifests, 'orders-2-migrate')
  assert.ok(allows(policiesOf(manifests), 'Egress', pod, payments))
  assert.ok(!allows(policiesOf(manifests), 'Ingress', pod, { peer: controller, port: tcp(8080, 'http') }))
})

test('a policy that selects every pod stays the only word on the Jobs, but for what their steps ask', (t) => {
  const all = policy.replace('podSelector: { matchLabels: { app: orders } }', 'podSelector: {}')
  assert.deepEqual(reached(compiled(t, { policy: all, edits: [] }))['orders-report'], [
    'dns',
    'database',
    'payments',
    'api server',
  ])
})

function udp(number: number): Port {
  return { protocol: 'UDP', number }
}

function tcp(number: number, name?: string): Port {
  return { protocol: 'TCP', number, ...(name === undefined ? {} : { name }) }
}

interface Changed {
  readonly policy: string
  readonly edits: readonly (readonly [string, string])[]
}

function compiled(t: TestContext, { policy: text, edits }: Changed): readonly Manifest[] {
  const root = repository(t)
  appendFileSync(join(root, app), text)
  for (const [from, to] of edits) edit(root, spec, from, to)
  const { diagnostics, pipelines } = compileAll(diskTree(root), 'waves', { runner: standIn, renderer: noProgram })
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  )
  const files = pipelines.flatMap((pipeline) => pipeline.files).filter(({ path }) => path.endsWith('.yaml'))
  return files.flatMap((file) => manifestsOf(file.text))
}

function policiesOf(manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.filter(({ kind }) => kind === 'NetworkPolicy')
}

function jobsOf(manifests: readonly Manifest[]): readonly (readonly [string, Labels])[] {
  return manifests
    .filter(({ kind }) => kind === 'Job')
    .map((job) => [job.metadata.name, textMapAt(job, 'spec', 'template', 'metadata', 'labels')] as const)
}

function podOf(manifests: readonly Manifest[], name: string): Labels {
  const found = jobsOf(manifests).find(([each]) => each === name)
  assert.ok(found !== undefined, name)
  return found[1]
}

/** What each Job reaches. */
function reached(manifests: readonly Manifest[]): Readonly<Record<string, readonly string[]>> {
  const policies = policiesOf(manifests)
  const targets = { dns, database, payments, service, 'api server': apiServer }
  return Object.fromEntries(
    jobsOf(manifests)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, pod]) => [
        name,
        Object.entries(targets).flatMap(([what, target]) => (allows(policies, 'Egress', pod, target) ? [what] : [])),
      ]),
  )
}
