// A dry run connects to nothing, and lists what it would connect to.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Step } from '../../src/protocol/step.ts'
import { runWavec } from '../support/runner.ts'

const header = {
  contract: 1,
  pipeline: 'orders',
  environment: 'default',
  namespace: 'shop',
  release: 'v2',
  digest: '0'.repeat(64),
  stopAfter: 60_000,
} as const
const database = { engine: 'postgres', lockTimeout: 1000, statementTimeout: 1000 } as const
const probe = { container: 'app', timeout: 1000, period: 2000, failureThreshold: 3 } as const
const candidate = {
  containers: ['app'],
  probes: [
    { ...probe, name: 'startup', type: 'grpc', port: 9090 },
    { ...probe, name: 'readiness', type: 'http', scheme: 'HTTP', port: 8080, path: '/readyz' },
    { ...probe, name: 'readiness', type: 'exec' },
  ],
  stableFor: 10_000,
  observeRestarts: false,
} satisfies Extract<Step, { kind: 'candidate' }>['candidate']
const check = { path: '/healthz', status: 200, timeout: 500 }

const cases: readonly (readonly [step: Step, said: readonly string[]])[] = [
  [
    { ...header, kind: 'candidate', candidate },
    [
      'would wait until a candidate of orders v2 is ready and stays ready',
      'would check app startup grpc :9090, every 2 s until it passes',
      'would check app readiness GET :8080/readyz, every 2 s until it has passed for 10 s',
      'would check app readiness exec, run by the kubelet, every 2 s until it has passed for 10 s',
      'proved: nothing yet: nothing was checked',
    ],
  ],
  [
    {
      ...header,
      kind: 'smoke-test',
      database,
      http: [{ ...check, port: 8080 }],
      sql: [{ query: 'select 1', minRows: 1 }],
      live: { url: 'http://orders.shop.svc:8080', http: [check] },
    },
    [
      'would check a candidate of orders v2 and the serving version',
      'would check the candidate: GET http://localhost:8080/healthz',
      'would check the database: "select 1"',
      'would check the serving version: GET http://orders.shop.svc:8080/healthz, if it passed in preflight',
      'proved: nothing yet: nothing was checked',
    ],
  ],
  [
    { ...header, kind: 'verify', database, host: 'orders.shop.svc', http: [{ ...check, port: 80 }], sql: [] },
    [
      'would check orders v2 through its Service',
      'would check the Service: GET http://orders.shop.svc:80/healthz',
      'proved: nothing yet: nothing was checked',
    ],
  ],
  [
    { ...header, kind: 'verify', database, http: [], sql: [] },
    ['would check the database after orders v2', 'proved: nothing yet: there is nothing to check'],
  ],
]

for (const [step, lines] of cases) {
  test(`a dry run of ${step.kind} prints its ${lines.length} lines without a connection`, async () => {
    // There is no database here, so any connection would fail.
    const ran = await runWavec(step, { variables: { PGHOST: '/nowhere' } }, { args: ['--dry-run'] })
    assert.deepEqual([ran.exit, ran.stderr], [0, ''])
    assert.deepEqual(
      ran.lines.map(({ message }) => message),
      lines,
    )
  })
}
