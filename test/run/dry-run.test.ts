// A dry run asks nobody, and says whom it would ask.
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
      'would wait until a candidate of orders v2 is ready, and stays so',
      'would ask app startup grpc :9090, every 2 s until it passes',
      'would ask app readiness GET :8080/readyz, every 2 s until it passed for 10 s',
      'would ask app readiness exec, which the kubelet runs, every 2 s until it passed for 10 s',
      'proved: nothing yet: nobody was asked',
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
      'would check a candidate of orders v2, and the version that serves now',
      'would ask the candidate GET http://localhost:8080/healthz',
      'would ask the database "select 1"',
      'would ask the version that serves GET http://orders.shop.svc:8080/healthz, if it passed in preflight',
      'proved: nothing yet: nobody was asked',
    ],
  ],
  [
    { ...header, kind: 'verify', database, host: 'orders.shop.svc', http: [{ ...check, port: 80 }], sql: [] },
    [
      'would check orders v2 behind its Service',
      'would ask the Service GET http://orders.shop.svc:80/healthz',
      'proved: nothing yet: nobody was asked',
    ],
  ],
  [
    { ...header, kind: 'verify', database, http: [], sql: [] },
    ['would check what orders v2 left in the database', 'proved: nothing yet: there is nobody to ask'],
  ],
]

for (const [step, said] of cases) {
  test(`a dry run of ${step.kind}: ${said.length} lines`, async () => {
    // No database is there: whoever asked it would fail.
    const ran = await runWavec(step, { variables: { PGHOST: '/nowhere' } }, { args: ['--dry-run'] })
    assert.deepEqual([ran.exit, ran.stderr], [0, ''])
    assert.deepEqual(
      ran.lines.map(({ message }) => message),
      said,
    )
  })
}
