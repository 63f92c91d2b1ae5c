// `wavec run` where the Secret of the connection, or the database itself, is not there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closedPort, tcpServer } from '../connect/http-servers.ts'
import { apiOf, recordingOf } from '../report/recorded.ts'
import { reportStepOf } from '../report/report-step.ts'
import { migrations, preflightStep, runWavec, verifyStep } from '../support/runner.ts'

const secretKeys = [{ variable: 'DATABASE_URL', name: 'orders-db-migrator', key: 'DATABASE_URL' }]
const nowhere = { variables: {} }

test('every step that connects says which key its Secret lacks, and fails for good', async () => {
  using set = migrations({})
  for (const step of [preflightStep(set), verifyStep(set)]) {
    assert.ok('database' in step)
    const { exit, verdict } = await runWavec({ ...step, database: { ...step.database, secretKeys } }, nowhere)
    assert.equal(exit, 4)
    assert.equal(verdict?.code, 'database/secret-missing')
    assert.equal(verdict.message, 'Secret orders-db-migrator has no key DATABASE_URL, or does not exist')
    assert.equal(verdict.next, 'kubectl -n shop get secrets   # orders-db-migrator needs the key DATABASE_URL')
  }
})

const failed =
  /^V7__x\.sql: type "txt" does not exist \(42704\) \(catalog-2-migrate, Argo CD shows ".+"\)\. Schema: unknown/
const badsql = recordingOf('badsql')

test('the report names the failed migration without its Secret', async () => {
  await using api = await apiOf(badsql)
  const step = reportStepOf(badsql)
  const ran = await runWavec({ ...step, database: { ...step.database, secretKeys } }, nowhere, { env: inPod(api) })
  assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
  assert.match(ran.verdict?.message ?? '', failed)
  assert.ok(
    ran.lines.some(({ message }) =>
      message.startsWith('the ledger was not read: Secret orders-db-migrator has no key'),
    ),
  )
})

test('the report names the failed migration while the database is down, or takes the connection and is silent', async () => {
  await using api = await apiOf(badsql)
  await using silent = await tcpServer(() => {})
  for (const [port, why] of [
    [await closedPort(), /^the ledger was not read: can't connect to/],
    [silent.port, /^the ledger was not read: no answer within 5 s$/],
  ] as const) {
    const connection = { variables: { PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'u', PGDATABASE: 'd' } }
    const ran = await runWavec(reportStepOf(badsql), connection, { env: inPod(api) })
    assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
    assert.match(ran.verdict?.message ?? '', failed)
    assert.ok(
      ran.lines.some(({ message }) => why.test(message)),
      JSON.stringify(ran.lines),
    )
  }
})

test('a report that can read neither the Jobs nor the ledger says both, and fails', async () => {
  const step = reportStepOf(badsql)
  const ran = await runWavec({ ...step, database: { ...step.database, secretKeys } }, nowhere)
  assert.equal(ran.exit, 4)
  assert.match(ran.verdict?.message ?? '', /^Secret orders-db-migrator has no key DATABASE_URL/)
  assert.ok(ran.lines.some(({ message }) => message.startsWith('the Jobs were not read: ')))
})

function inPod({ access, folder }: Awaited<ReturnType<typeof apiOf>>): Readonly<Record<string, string>> {
  const { hostname, port } = new URL(access.server)
  return { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port, WAVEC_SERVICE_ACCOUNT: folder }
}
