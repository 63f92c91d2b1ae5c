// A step ends when it has to, and says so, even where no packet passes any more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPath } from '../bench/chaos/path.ts'
import { socketOf } from '../bench/chaos/site.ts'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec, start } from '../support/runner.ts'
import { sleep } from './scenes.ts'

const [major = 15] = majors

test('SIGTERM where the network swallows every packet still leaves a verdict and a packet', async () => {
  await using db = await database(major)
  await using path = await openPath(socketOf(db.server))
  using set = migrations({ 'V1__a.sql': 'create table a (n int);\nselect pg_sleep(60);\n' })
  const through = { PGHOST: '127.0.0.1', PGPORT: String(path.port), PGSSLMODE: 'disable' }
  const { child, seen, ended } = await start(migrateStep(set), { variables: { ...db.variables, ...through } })
  await seen('created the ledger')
  await sleep(500)
  path.swallow()
  child.kill('SIGTERM')
  const { exit, verdict, packet } = await ended
  assert.deepEqual([exit, verdict?.exit, verdict?.code], [75, 75, 'run/stopped'])
  assert.match(verdict?.message ?? '', /^(?:V1__a\.sql: )?stopped: SIGTERM/)
  assert.ok(packet?.state !== undefined)
})

test('a deadline that no timer holds does not end the step at once', async () => {
  await using db = await database(major)
  using set = migrations({ 'V1__a.sql': 'create table a (n int);\nselect pg_sleep(0.3);\n' })
  const { exit, stderr } = await runWavec(migrateStep(set, { stopAfter: 3_000_000_000 }), db)
  assert.deepEqual([exit, stderr], [0, ''])
})
