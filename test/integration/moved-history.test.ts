// A renamed pipeline has an empty history, which must not apply its files a second time.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Step } from '../../src/protocol/step.ts'
import { database, majors, type Database } from '../support/postgres.ts'
import { migrateStep, migrations, preflightStep, runWavec } from '../support/runner.ts'
import { value } from './scenes.ts'

const files = {
  'V1__t.sql': 'create table if not exists t (a int);\n',
  'V2__seed.sql': 'insert into t values (1);\n',
  'V3__b.sql': 'alter table t add column if not exists b int;\n',
}
const other = { 'V1__t.sql': files['V1__t.sql'], 'V2__u.sql': 'create table u (a int);', 'V3__v.sql': 'select 1;' }

const renamed = (step: Step): Step => ({ ...step, pipeline: 'sales' })

async function refused(step: Step, db: Database, code: string) {
  const ran = await runWavec(step, db)
  assert.deepEqual([ran.exit, ran.packet?.code], [4, code], JSON.stringify(ran.packet))
  assert.match(ran.packet?.state ?? '', /^nothing was (changed|applied)$/)
  return ran.packet ?? assert.fail()
}

for (const major of majors) {
  describe(`history of a renamed pipeline on PostgreSQL ${major}`, { concurrency: 2 }, () => {
    test('a renamed pipeline is refused, and runs after the suggested SQL', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations(files)
      using next = migrations({ ...files, 'V4__c.sql': 'alter table t add column c int;\n' })
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      const before = await refused(renamed(preflightStep(next)), db, 'preflight/moved-history')
      assert.match(
        before.message,
        /^nothing is applied here as pipeline sales, but 3 files of this release are applied as pipeline orders and would be applied again\. /,
      )
      assert.equal((await refused(renamed(migrateStep(next)), db, 'migrations/moved-history')).next, before.next)
      const dry = await runWavec(renamed(migrateStep(next)), db, { args: ['--dry-run'] })
      assert.deepEqual([dry.exit, dry.packet?.code], [4, 'migrations/moved-history'])
      assert.equal(await value(client, 'select count(*)::int from t'), 1)
      assert.equal(await value(client, `select count(*)::int from wavec.attempt where pipeline = 'sales'`), 0)

      await client.query(before.next)
      assert.equal((await runWavec(renamed(preflightStep(next)), db)).exit, 0)
      const ran = await runWavec(renamed(migrateStep(next)), db)
      assert.match(ran.verdict?.message ?? '', /1 file applied$/)
      assert.equal(await value(client, 'select count(*)::int from t'), 1)
      assert.equal(await value(client, `select count(*)::int from wavec.attempt where pipeline = 'orders'`), 0)
    })

    test('a renamed pipeline is refused even if only the first of many files was applied', async () => {
      await using db = await database(major)
      using first = migrations({ 'V1__t.sql': files['V1__t.sql'] })
      using all = migrations(files)
      assert.equal((await runWavec(migrateStep(first), db)).exit, 0)
      await refused(renamed(migrateStep(all)), db, 'migrations/moved-history')
    })

    test('a changed database.schema is refused if the schema has tables, and accepted as a new tenant if it is empty', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations(files)
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      await client.query('create schema kept; create table kept.t (a int); create schema tenant')
      const kept = await refused(migrateStep(set, { schema: 'kept' }), db, 'migrations/moved-history')
      assert.match(kept.message, /as pipeline orders with database\.schema kept, but 3 files/)
      assert.equal((await runWavec(preflightStep(set, { schema: 'tenant' }), db)).exit, 0)
      assert.equal((await runWavec(migrateStep(set, { schema: 'tenant' }), db)).exit, 0)
      assert.equal(await value(client, 'select count(*)::int from tenant.t'), 1)
      await client.query(kept.next)
      const ran = await runWavec(migrateStep(set, { schema: 'kept' }), db)
      assert.match(ran.verdict?.message ?? '', /nothing to apply$/)
      assert.equal(await value(client, 'select count(*)::int from kept.t'), 0)
    })

    test('a pipeline is not taken for a renamed one because only its first file is the same', async () => {
      await using db = await database(major)
      using set = migrations(files)
      using others = migrations(other)
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      assert.equal((await runWavec(renamed(preflightStep(others)), db)).exit, 0)
      assert.equal((await runWavec(renamed(migrateStep(others)), db)).exit, 0)
    })
  })
}
