import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smokeTest } from '../../src/run/smoke-test/step.ts'
import { sqlMismatch } from '../../src/run/smoke-test/sql.ts'
import type { Outcome, StepOf } from '../../src/run/step-runner.ts'
import { closedPort } from '../connect/http-servers.ts'
import { database, majors } from '../support/postgres.ts'
import { testAdapters } from './http-adapters.ts'
import { attempts, keepBaseline, sessionOn } from './http-database.ts'
import { application } from './http-process.ts'

type Smoke = StepOf<'smoke-test'>

const [major] = majors
const skip = major === undefined ? 'no PostgreSQL on this machine' : false

test('if candidate and serving version pass, the message and the ledger report both', { skip }, async () => {
  await using app = await application({
    listensAfter: 100,
    answers: { '/readyz': [503, 200], '/orders/1': ['{"id": 1}'] },
  })
  await using live = await application({ answers: { '/livez': [200], '/old': [500] } })
  await using db = await freshDatabase()
  const url = `http://localhost:${live.port}`
  await keepBaseline(db, [
    { url: `${url}/livez`, passed: true, detail: 'passed in 3 ms' },
    { url: `${url}/old`, passed: false, detail: 'expected status 200, found 500' },
  ])
  using adapters = testAdapters({ database: sessionOn(db) })
  const outcome = await smokeTest(
    step({
      candidate: { containers: ['app'], stableFor: 60_000, observeRestarts: false, probes: [probe(app.port)] },
      http: [{ path: '/orders/1', port: app.port, status: 200, json: { id: 1 }, timeout: 1000 }],
      sql: [{ query: 'select 1', equals: 1 }],
      live: { url, http: ['/livez', '/old'].map((path) => ({ path, status: 200, timeout: 1000 })) },
    }),
    adapters,
  )
  assert.deepEqual(outcome, {
    result: 'ok',
    proved:
      'v2.4.0 passes all 2 smoke checks on the migrated schema, the serving version still passes the check that it passed before',
    warnings: [
      `GET ${url}/old failed before the migration too (expected status 200, found 500): expected status 200, found 500: "status 500"`,
    ],
  })
  assert.deepEqual(await attempts(db), [`smoke-test done ${outcome.result === 'ok' ? outcome.proved : ''}`])
})

test('a check that passed before and fails now affects production; rolling forward comes first', { skip }, async () => {
  await using live = await application({ answers: { '/livez': [500] } })
  await using db = await freshDatabase()
  const url = `http://localhost:${live.port}`
  await keepBaseline(db, [{ url: `${url}/livez`, passed: true, detail: 'passed in 3 ms' }])
  await using client = await db.client()
  await client.query(
    `insert into wavec.reversal (pipeline, target, id, file) values ('orders', '', '13', 'V13__drop_note.sql')`,
  )
  using adapters = testAdapters({ database: sessionOn(db) })
  const outcome = await smokeTest(
    step({
      sql: [{ query: 'select count(*) from nothing' }],
      live: { url, http: [{ path: '/livez', status: 200, timeout: 1000 }] },
    }),
    adapters,
  )
  assert.equal(outcome.result, 'failed')
  const { code, message, next, details, state } = packetOf(outcome)
  assert.equal(code, 'smoke-test/production-affected')
  assert.equal(
    message,
    `production affected: the serving version fails checks on the new schema that it passed before: GET ${url}/livez passed before the migration and fails now: expected status 200, found 500: "status 500"`,
  )
  assert.match(next, /^roll forward: correct the effect of V13__drop_note\.sql with SQL now/)
  assert.match(details?.[0] ?? '', /^1\. roll forward/)
  assert.match(details?.join('\n') ?? '', /relation "nothing" does not exist/)
  assert.equal(state, 'changed since the last complete release: V13__drop_note.sql. The workload was not changed.')
  assert.match((await attempts(db)).at(-1) ?? '', /^smoke-test failed production affected/)
})

test('live checks are skipped with a reason if nothing served before the migration', { skip }, async () => {
  await using db = await freshDatabase()
  const url = `http://localhost:${await closedPort()}`
  const live = { url, http: [{ path: '/livez', status: 200, timeout: 1000 }] }
  using adapters = testAdapters({ database: sessionOn(db) })
  const first = await smokeTest(step({ live }), adapters)
  assert.equal(
    provedOf(first),
    'v2.4.0 has no smoke checks, live checks skipped: preflight recorded no baseline, as before a first release',
  )
  await keepBaseline(db, [{ url: `${url}/livez`, passed: false, detail: 'connection refused' }])
  const second = await smokeTest(step({ live }), adapters)
  assert.equal(
    provedOf(second),
    'v2.4.0 has no smoke checks, live checks skipped: nothing served before the migration, and nothing serves now',
  )
})

test('production that stopped serving after the migration counts as affected, not as skipped', { skip }, async () => {
  await using db = await freshDatabase()
  const url = `http://localhost:${await closedPort()}`
  await keepBaseline(db, [{ url: `${url}/livez`, passed: true, detail: 'passed in 3 ms' }])
  using adapters = testAdapters({ database: sessionOn(db) })
  const outcome = await smokeTest(
    step({ live: { url, http: [{ path: '/livez', status: 200, timeout: 1000 }] } }),
    adapters,
  )
  assert.equal(packetOf(outcome).code, 'smoke-test/production-affected')
})

test(
  'all failed checks are listed, and an unready candidate does not hide that production is affected',
  { skip },
  async () => {
    await using app = await application({ answers: { '/readyz': [503], '/a': [500] } })
    await using live = await application({ answers: { '/livez': [500] } })
    await using db = await freshDatabase()
    const url = `http://localhost:${live.port}`
    await keepBaseline(db, [{ url: `${url}/livez`, passed: true, detail: 'passed in 3 ms' }])
    using adapters = testAdapters({ database: sessionOn(db), stopAfter: 16_000 })
    const candidate = { containers: ['app'], stableFor: 0, observeRestarts: false, probes: [probe(app.port)] }
    const given = {
      candidate,
      http: [{ path: '/a', port: app.port, status: 200, timeout: 500 }],
      live: { url, http: [{ path: '/livez', status: 200, timeout: 1000 }] },
    }
    const outcome = await smokeTest({ ...step(given), stopAfter: 60_000 }, adapters)
    assert.equal(packetOf(outcome).code, 'smoke-test/production-affected')
    assert.match(
      packetOf(outcome).details?.join('\n') ?? '',
      /the candidate is not ready after [\d.]+ m?s: app: readiness GET/,
    )
    using second = testAdapters({ database: sessionOn(db) })
    const failed = await smokeTest(step({ http: given.http, sql: [{ query: 'select 1', minRows: 2 }] }), second)
    assert.deepEqual(
      packetOf(failed).details?.map((line) => line.replace(String(app.port), 'PORT')),
      [
        'GET :PORT/a: expected status 200, found 500: "status 500"',
        'SQL "select 1": expected at least 2 rows, found 1',
      ],
    )
  },
)

const sql: readonly (readonly [check: Smoke['sql'][number], mismatch: RegExp | undefined])[] = [
  [{ query: 'select 1 where false' }, undefined],
  [{ query: 'select generate_series(1, 3)', minRows: 3 }, undefined],
  [{ query: 'select generate_series(1, 3)', minRows: 4 }, /^expected at least 4 rows, found 3$/],
  [{ query: 'select 12345678901::bigint', equals: 12_345_678_901 }, undefined],
  [{ query: 'select true', equals: true }, undefined],
  [{ query: 'select null', equals: null }, undefined],
  [{ query: "select '1'", equals: 2 }, /^expected a single value 2, found a text of 1 character$/],
  [{ query: 'select 1 where false', equals: 1 }, /^expected a single value 1, found 0 rows of 1 column$/],
  [{ query: 'select 1 as a, 1 as b', equals: 1 }, /^expected a single value 1, found 1 row of 2 columns$/],
  [{ query: 'select nothing' }, /^expected an answer, found an error: .*42703/],
  [{ query: 'create table made_by_a_check ()' }, /^expected a read-only query, found one that writes: /],
]

test('SQL checks compare rows, values and errors, and can’t write', { skip }, async () => {
  await using db = await freshDatabase()
  await using session = await sessionOn(db)()
  for (const [check, mismatch] of sql) {
    const found = await sqlMismatch(session, check)
    if (mismatch === undefined) assert.equal(found, undefined, check.query)
    else assert.match(found ?? 'passed', mismatch, check.query)
  }
  assert.equal((await session.query("select to_regclass('made_by_a_check') as made")).rows[0]?.['made'], null)
})

function freshDatabase() {
  assert.ok(major !== undefined)
  return database(major)
}

function probe(port: number) {
  return {
    container: 'app',
    name: 'readiness',
    type: 'http',
    path: '/readyz',
    scheme: 'HTTP',
    port,
    timeout: 500,
    period: 50,
    failureThreshold: 3,
  } as const
}

function step(given: Partial<Smoke>): Smoke {
  return {
    contract: 1,
    kind: 'smoke-test',
    pipeline: 'orders',
    environment: 'default',
    namespace: 'shop',
    release: 'v2.4.0',
    digest: '0'.repeat(64),
    stopAfter: 60_000,
    database: { engine: 'postgres', lockTimeout: 2000, statementTimeout: 10_000 },
    http: [],
    sql: [],
    ...given,
  }
}

function packetOf(outcome: Outcome) {
  assert.ok(outcome.result !== 'ok', JSON.stringify(outcome))
  return outcome.packet
}

function provedOf(outcome: Outcome): string {
  assert.ok(outcome.result === 'ok', JSON.stringify(outcome))
  return outcome.proved
}
