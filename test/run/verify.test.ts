import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/diagnostic/failure.ts'
import { hasCompletedRelease } from '../../src/run/ledger/ledger.ts'
import type { Outcome, StepOf } from '../../src/run/step-runner.ts'
import { verify } from '../../src/run/verify/verify.ts'
import { closedPort } from '../connect/http-servers.ts'
import { database, majors, type Database } from '../support/postgres.ts'
import { testAdapters } from './http-adapters.ts'
import { attempts, sessionOn } from './http-database.ts'
import { application } from './http-process.ts'

type Verify = StepOf<'verify'>

const [major] = majors
const skip = major === undefined ? 'no PostgreSQL on this machine' : false

test('failed checks are retried, and the release is complete once all pass', { skip }, async () => {
  await using db = await freshDatabase()
  assert.equal(await isComplete(db), false)
  await using app = await application({
    listensAfter: 800,
    answers: { '/readyz': [503, 200] },
  })
  using adapters = testAdapters({ database: sessionOn(db) })
  const outcome = await verify(
    step({
      http: [{ path: '/readyz', port: app.port, status: 200, timeout: 500 }],
      sql: [{ query: 'select 1', minRows: 1 }],
    }),
    adapters,
  )
  assert.deepEqual(outcome, {
    result: 'ok',
    proved: 'v2.4.0 serves and passes all 2 checks, and the release is complete',
  })
  assert.deepEqual(
    adapters.lines.filter((line) => line.startsWith('GET')).map((line) => line.replace(String(app.port), 'PORT')),
    [
      'GET http://localhost:PORT/readyz: expected status 200, found no answer: connection refused',
      'GET http://localhost:PORT/readyz: expected status 200, found 503: "status 503"',
      'GET http://localhost:PORT/readyz: passed',
    ],
  )
  assert.deepEqual(await attempts(db), [
    'verify done v2.4.0 serves and passes all 2 checks, and the release is complete',
  ])
  assert.equal(await isComplete(db), true)
})

test(
  'a check that still fails near the deadline fails the step, and an unreachable Service asks for a retry',
  { skip },
  async () => {
    await using app = await application({ answers: { '/v1': ['{"items": []}'] } })
    await using db = await freshDatabase()
    const check = { path: '/v1', port: app.port, status: 200, json: { items: 1 }, timeout: 500 }
    using adapters = testAdapters({ database: sessionOn(db), stopAfter: 2000 })
    const wrong = await verify(step({ http: [check], stopAfter: 2000 }), adapters)
    assert.equal(adapters.stop.aborted, false)
    assert.equal(wrong.result, 'failed')
    assert.deepEqual(packetOf(wrong).details, [
      `GET http://localhost:${app.port}/v1: expected items to be 1, found a list of 0`,
    ])
    assert.match(
      packetOf(wrong).next,
      /^kubectl get endpointslices,pods -n shop -l kubernetes.io\/service-name=localhost$/,
    )
    using second = testAdapters({ database: sessionOn(db), stopAfter: 2000 })
    const gone = await verify(step({ http: [{ ...check, port: await closedPort() }], stopAfter: 2000 }), second)
    assert.equal(gone.result, 'retry')
    assert.equal(packetOf(gone).code, 'verify/not-serving')
    assert.deepEqual(
      (await attempts(db)).map((line) => line.split(' ').slice(0, 2).join(' ')),
      ['verify failed', 'verify retry'],
    )
    assert.equal(await isComplete(db), false)
  },
)

test('a signal ends the wait between two rounds of checks', { skip }, async () => {
  await using db = await freshDatabase()
  using adapters = testAdapters({ database: sessionOn(db) })
  const port = await closedPort()
  // The line of the first round is logged before the wait begins.
  const info = (): void => void setImmediate(adapters.interrupt)
  await assert.rejects(
    verify(step({ http: [{ path: '/', port, status: 200, timeout: 500 }] }), {
      ...adapters,
      log: { ...adapters.log, info },
    }),
    (error) => error instanceof Failure && error.exit === 75,
  )
  assert.deepEqual(await attempts(db), ['verify retry stopped: SIGTERM'])
})

function freshDatabase(): Promise<Database> {
  assert.ok(major !== undefined)
  return database(major)
}

async function isComplete(db: Database): Promise<boolean> {
  await using session = await sessionOn(db)()
  return await hasCompletedRelease(session, { pipeline: 'orders', target: '' })
}

function step(given: Partial<Verify>): Verify {
  return {
    contract: 1,
    kind: 'verify',
    pipeline: 'orders',
    environment: 'default',
    namespace: 'shop',
    release: 'v2.4.0',
    digest: '0'.repeat(64),
    stopAfter: 60_000,
    database: { engine: 'postgres', lockTimeout: 2000, statementTimeout: 10_000 },
    host: 'localhost',
    http: [],
    sql: [],
    ...given,
  }
}

function packetOf(outcome: Outcome) {
  assert.ok(outcome.result !== 'ok', JSON.stringify(outcome))
  return outcome.packet
}
