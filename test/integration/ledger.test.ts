// What the ledger records: attempts around another tool's container, abandoned attempts, and its own upgrades.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ledgerVersion } from '../../src/protocol/ledger.ts'
import type { Step } from '../../src/protocol/step.ts'
import { lockKey } from '../../src/run/lock.ts'
import { database, majors } from '../support/postgres.ts'
import { databaseOf, migrateStep, migrations, runWavec, type Migrations } from '../support/runner.ts'
import { value } from './scenes.ts'

const header = ({ digest }: Migrations) =>
  ({
    contract: 1,
    pipeline: 'orders',
    environment: 'default',
    namespace: 'shop',
    release: 'v1',
    digest,
    stopAfter: 30_000,
  }) as const

function stampStep(set: Migrations): Step {
  return { ...header(set), kind: 'stamp', database: databaseOf({}), migrations: { tool: 'command' } }
}

function expectStep(set: Migrations): Step {
  return {
    ...header(set),
    kind: 'expect',
    database: databaseOf({}),
    migrations: { tool: 'command' },
    expect: [{ table: 't' }],
  }
}

function reportStep(set: Migrations): Step {
  return {
    ...header(set),
    kind: 'report',
    database: databaseOf({}),
    account: 'orders-report',
    jobs: ['orders-1-preflight', 'orders-2-migrate'],
  }
}

for (const major of majors) {
  describe(`ledger on PostgreSQL ${major}`, () => {
    test('stamp opens an attempt and expect closes it in the same pod; the open attempt of another pod is abandoned', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({})
      const attempts = async () =>
        (
          await client.query<{ pod: string; state: string }>('select pod, state from wavec.attempt order by id')
        ).rows.map(({ pod, state }) => `${pod} ${state}`)
      assert.equal((await runWavec(stampStep(set), db, inPod('a'))).exit, 0)
      assert.deepEqual(await attempts(), ['a started'])
      assert.equal((await runWavec(stampStep(set), db, inPod('b'))).exit, 0)
      assert.deepEqual(await attempts(), ['a abandoned', 'b started'])
      assert.equal((await runWavec(expectStep(set), db, inPod('b'))).exit, 4)
      assert.deepEqual(await attempts(), ['a abandoned', 'b failed'])
      await client.query('create table t (a int)')
      assert.equal((await runWavec(stampStep(set), db, inPod('c'))).exit, 0)
      assert.equal((await runWavec(expectStep(set), db, inPod('c'))).exit, 0)
      assert.deepEqual(await attempts(), ['a abandoned', 'b failed', 'c done'])
    })

    test('when killed after its last file, the rerun has nothing to apply and closes the open attempt', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({ 'V1__t.sql': 'create table t (a int);' })
      assert.equal((await runWavec(migrateStep(set), db, inPod('a'))).exit, 0)
      const states = async () =>
        (
          await client.query<{ pod: string; state: string }>('select pod, state from wavec.attempt order by id')
        ).rows.map(({ pod, state }) => `${pod} ${state}`)
      await client.query(`update wavec.attempt set state = 'started', ended_at = null`)
      // The holder of the lock is still at work, so its open attempt stays.
      const lock = `pg_advisory_lock(${lockKey({ pipeline: 'orders', target: '' })})`
      await client.query(`select ${lock}`)
      assert.equal((await runWavec(migrateStep(set), db, inPod('b'))).exit, 0)
      assert.deepEqual(await states(), ['a started', 'b done'])
      await client.query(`select ${lock.replace('lock', 'unlock')}`)
      assert.equal((await runWavec(migrateStep(set), db, inPod('c'))).exit, 0)
      assert.deepEqual(await states(), ['a abandoned', 'b done', 'c done'])
    })

    test('report closes an open attempt as failed and names the last applied file', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({ 'V1__t.sql': 'create table t (a int);' })
      const never = await runWavec(reportStep(set), db)
      assert.equal(never.exit, 0, JSON.stringify(never.packet))
      assert.match(never.verdict?.message ?? '', /wavec applied no migration/)
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      await client.query(`update wavec.attempt set state = 'started', ended_at = null`)
      const ran = await runWavec(reportStep(set), db)
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      assert.match(ran.verdict?.message ?? '', /last applied: V1__t\.sql/)
      assert.equal(await value(client, `select state from wavec.attempt where step = 'migrate'`), 'failed')
    })

    test('an older ledger is upgraded in place by one of several runners, and keeps its rows', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({ 'V1__t.sql': 'create table t (a int);' })
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      // The tables of the first version of the ledger.
      await client.query(
        'drop table wavec.contract, wavec.reversal; delete from wavec.ledger; insert into wavec.ledger (version) values (1)',
      )
      const all = await Promise.all(Array.from({ length: 4 }, () => runWavec(migrateStep(set), db)))
      assert.deepEqual(
        all.map(({ exit, verdict }) => [exit, /nothing to apply/.test(verdict?.message ?? '')]),
        Array.from({ length: 4 }, () => [0, true]),
      )
      assert.equal(await value(client, 'select max(version) from wavec.ledger'), ledgerVersion)
      assert.equal(
        all.flatMap(({ lines }) => lines).filter(({ message }) => message.startsWith('upgraded the ledger')).length,
        1,
      )
      assert.equal(await value(client, `select to_regclass('wavec.reversal') is not null`), true)
      assert.equal(await value(client, `select count(*)::int from wavec.attempt where state <> 'done'`), 0)
    })

    test('a newer ledger is used without changes to its tables', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({ 'V1__t.sql': 'create table t (a int);' })
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      await client.query(
        `alter table wavec.attempt add column cluster text; insert into wavec.ledger (version) values (${ledgerVersion + 1})`,
      )
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      assert.equal(await value(client, 'select count(*)::int from wavec.attempt'), 2)
    })

    test('the same files in two schemas have separate histories', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query('create schema one; create schema two')
      using set = migrations({ 'V1__t.sql': 'create table t (a int);' })
      for (const schema of ['one', 'two']) assert.equal((await runWavec(migrateStep(set, { schema }), db)).exit, 0)
      assert.equal(
        await value(client, `select to_regclass('one.t') is not null and to_regclass('two.t') is not null`),
        true,
      )
    })

    test('settings made by SET in one file do not affect the next file', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({
        'V1__set.sql': `create schema elsewhere; set search_path = elsewhere; set lock_timeout = '1h'; create role r_${db.name}; grant usage on schema elsewhere to r_${db.name}; set role r_${db.name};`,
        'V2__t.sql':
          'create table t (timeout text default current_setting($$lock_timeout$$)); insert into t default values;',
      })
      const ran = await runWavec(migrateStep(set), db)
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      assert.equal(await value(client, 'select timeout from public.t'), '2s')
      await client.query(`drop owned by r_${db.name}; drop role r_${db.name}`)
    })

    test(
      'an interrupted REINDEX, DETACH or DROP CONCURRENTLY is finished by the next run',
      { skip: major < 14 },
      async () => {
        await using db = await database(major)
        await using client = await db.client()
        using set = migrations({
          'V1__t.sql':
            'create table t (a int); create index t_a on t (a); create table p (a int) partition by list (a); create table p1 partition of p for values in (1);',
          'V2__re.sql':
            'reindex index concurrently t_a;\nalter table p detach partition p1 concurrently;\ndrop index concurrently t_a;\nvacuum t;\n',
        })
        assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
        // The state after a kill before the end of each statement was recorded.
        await client.query(
          `update wavec.statement set state = 'started'; update wavec.migration set state = 'started' where file like 'V2%'`,
        )
        await client.query('create index t_a on t (a)')
        const again = await runWavec(migrateStep(set), db)
        assert.equal(again.exit, 0, JSON.stringify(again.packet))
        assert.equal(await value(client, `select to_regclass('t_a') is null`), true)
        assert.equal(await value(client, `select count(*)::int from pg_inherits where inhparent = 'p'::regclass`), 0)
      },
    )
  })
}

function inPod(WAVEC_POD_UID: string) {
  return { env: { WAVEC_POD_UID } }
}
