// The ledger's row of a file is the guard against a second application: it is taken first, in the file's own transaction,
// and read back. So are two migrators without a lock, a file that ends its transaction, and a table that changes rows.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Client } from 'pg'
import { lockKey } from '../../src/run/lock.ts'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec, start, type Running } from '../support/runner.ts'
import { assertWhole, until, value } from './scenes.ts'

/** The server sees two statements more than the splitter, which takes this BEGIN for the start of a routine's body. */
const hidden = (sql: string): string =>
  `create function f() returns int language sql set search_path = begin as 'select 1';\n${sql};`

async function waiting(client: Client, count: number): Promise<void> {
  await until(
    `${count} migrators wait for a lock`,
    async () =>
      Number(
        await value(
          client,
          `select count(*) from pg_stat_activity where datname = current_database() and application_name like 'wavec%' and wait_event_type = 'Lock'`,
        ),
      ) === count,
  )
}

const trigger = (when: string, body: string, deferred = ''): string =>
  `create function wavec.f() returns trigger language plpgsql as $$ begin ${body} end $$;
create ${deferred === '' ? '' : 'constraint '}trigger t ${when} on wavec.migration ${deferred} for each row execute function wavec.f()`

const tampering = [
  ['a trigger swallows the insert', trigger('before insert', 'return null;')],
  ['a trigger swallows the update', trigger('before update', 'return null;')],
  ['a rule swallows the insert', 'create rule r as on insert to wavec.migration do instead nothing'],
  ['a trigger changes the checksum', trigger('before insert or update', "new.checksum := 'x'; return new;")],
  ['a trigger deletes the row', trigger('after update', 'delete from wavec.migration where id = new.id; return null;')],
  [
    'a deferred trigger deletes the row',
    trigger(
      'after insert',
      'delete from wavec.migration where id = new.id; return null;',
      'deferrable initially deferred',
    ),
  ],
] as const

const exits = async (all: readonly Running[]): Promise<readonly (number | null)[]> =>
  (await Promise.all(all.map(({ ended }) => ended))).map(({ exit }) => exit)

for (const major of majors) {
  describe(`the ledger's row of a file on PostgreSQL ${major}`, { concurrency: 3 }, () => {
    for (const [name, between] of [
      ['one transaction', 'insert into log values (2)'],
      ['statements outside a transaction', 'vacuum log'],
    ] as const) {
      test(`a file that releases the migrator's lock is applied once by two migrators, with ${name}`, async () => {
        await using db = await database(major)
        await using client = await db.client()
        await using holder = await db.client()
        await client.query('create table log (n int); create table gate (); create table once (a int)')
        using set = migrations({
          'V1__a.sql': `select pg_advisory_unlock_all();\n${between};\nlock table gate in share mode;\ninsert into once values (1);`,
          'V2__b.sql': 'insert into once values (2);\n',
        })
        await holder.query('begin; lock table gate')
        const step = migrateStep(set, { lockTimeout: 50_000 })
        const first = await start(step, db)
        await waiting(client, 1)
        const second = await start(step, db)
        await waiting(client, 2)
        await holder.query('commit')
        const all = await exits([first, second])
        // The one that was overtaken between two statements asks for another attempt.
        if (all.some((exit) => exit !== 0)) assert.equal((await runWavec(step, db)).exit, 0)
        assert.ok(
          all.every((exit) => exit === 0 || exit === 75),
          JSON.stringify(await Promise.all([first.ended, second.ended])),
        )
        assert.deepEqual((await client.query('select a from once order by a')).rows, [{ a: 1 }, { a: 2 }])
        await assertWhole(client)
      })
    }

    test('a lock that a file released is taken again, and the log says so', async () => {
      await using db = await database(major)
      using set = migrations({ 'V1__a.sql': 'select pg_advisory_unlock_all();', 'V2__b.sql': 'select 1;' })
      const ran = await runWavec(migrateStep(set), db)
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      assert.deepEqual(
        ran.lines.filter(({ level }) => level === 'warn').map(({ message }) => message),
        ["V1__a.sql released the migrator's lock, which was taken again"],
      )
    })

    test('a lock that another session takes meanwhile stops the run after the file', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using holder = await db.client()
      await client.query('create table gate ()')
      await holder.query('begin; lock table gate')
      using set = migrations({
        'V1__a.sql': 'select pg_advisory_unlock_all();\nlock table gate;\ncreate table a ();',
        'V2__b.sql': 'create table b ();',
      })
      const step = migrateStep(set, { lockTimeout: 50_000 })
      const running = await start(step, db)
      await waiting(client, 1)
      const lock = `pg_advisory_lock(${lockKey({ pipeline: 'orders', target: '' })})`
      await client.query(`select ${lock}`)
      await holder.query('commit')
      const ran = await running.ended
      assert.deepEqual(
        [ran.exit, ran.packet?.code, ran.packet?.state],
        [75, 'migrations/lock-lost', 'this run applied: V1__a.sql'],
      )
      await client.query(`select ${lock.replace('lock(', 'unlock(')}`)
      const again = await runWavec(step, db)
      assert.match(again.verdict?.message ?? '', /1 file applied/)
    })

    test('PREPARE TRANSACTION is refused before anything is applied', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({
        'V1__a.sql': 'create table a (i int);',
        'V2__b.sql': "create table b (i int);\nprepare transaction 'w1';",
      })
      const ran = await runWavec(migrateStep(set), db)
      assert.deepEqual(
        [ran.exit, ran.packet?.code, ran.packet?.statement?.line],
        [4, 'migrations/transaction-control', 2],
      )
      assert.equal(await value(client, `select to_regclass('a') is null`), true)
    })

    test('a prepared transaction that the runner could not foresee fails the file and is named', async () => {
      await using db = await database(major)
      await using client = await db.client()
      const gid = `w_${db.name}`
      using set = migrations({ 'V1__a.sql': `create table a (i int);\n${hidden(`prepare transaction '${gid}'`)}` })
      const ran = await runWavec(migrateStep(set), db)
      assert.deepEqual(
        [ran.exit, ran.packet?.code, ran.packet?.state],
        [
          4,
          'migrations/transaction-ended',
          `this run applied nothing. V1__a.sql is in the prepared transaction '${gid}', which holds its locks until it is ended`,
        ],
      )
      assert.equal(await value(client, 'select count(*)::int from wavec.migration'), 0)
      await client.query((ran.packet?.next ?? '').replace(/--.*/, ''))
      assert.equal(await value(client, `select count(*)::int from pg_prepared_xacts where gid = '${gid}'`), 0)
    })

    for (const after of ['commit; create table late ()', 'commit; begin; create table late ()']) {
      test(`a file that commits itself fails, and no later run applies it again: ${after}`, async () => {
        await using db = await database(major)
        await using client = await db.client()
        using set = migrations({ 'V1__a.sql': `create table a (i int);\n${hidden(after)}` })
        const ran = await runWavec(migrateStep(set), db)
        assert.deepEqual([ran.exit, ran.packet?.code], [4, 'migrations/transaction-ended'], JSON.stringify(ran.packet))
        assert.match(ran.packet?.state ?? '', /A part of V1__a\.sql is applied, and the ledger records it as unended/)
        assert.equal(await value(client, `select to_regclass('a') is not null`), true)
        const again = await runWavec(migrateStep(set), db)
        assert.deepEqual([again.exit, again.packet?.code], [4, 'migrations/history'])
        assert.match(again.packet?.message ?? '', /V1__a\.sql \(version 1\) was committed before its end/)
        await client.query((again.packet?.next ?? '').replace(/--.*/, ''))
        assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      })
    }

    for (const [name, sql] of tampering) {
      test(`a ledger that does not keep the row fails the file: ${name}`, async () => {
        await using db = await database(major)
        await using client = await db.client()
        using one = migrations({ 'V1__a.sql': 'create table a (f text);' })
        assert.equal((await runWavec(migrateStep(one), db)).exit, 0)
        await client.query(sql)
        using two = migrations({
          'V1__a.sql': 'create table a (f text);',
          'V2__b.sql': "insert into a values ('V2');",
          'V3__c.sql': "insert into a values ('V3');\nvacuum a;",
        })
        for (const attempt of [1, 2]) {
          const ran = await runWavec(migrateStep(two), db)
          assert.deepEqual([ran.exit, ran.packet?.code], [4, 'ledger/row-lost'], `${attempt} ${JSON.stringify(ran)}`)
          assert.match(ran.packet?.state ?? '', /Nothing of V2__b\.sql is left$/)
          assert.equal(await value(client, 'select count(*)::int from a'), 0)
        }
      })
    }

    test('a row in a state that wavec never writes is refused, and its file is not applied again', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({ 'V1__a.sql': 'create table if not exists a (f text); insert into a values (1);' })
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      await client.query(
        `alter table wavec.migration drop constraint migration_state_check; update wavec.migration set state = 'done'`,
      )
      const ran = await runWavec(migrateStep(set), db)
      assert.deepEqual([ran.exit, ran.packet?.code], [4, 'migrations/history'])
      assert.match(ran.packet?.message ?? '', /V1__a\.sql \(version 1\) has the state "done"/)
      assert.equal(await value(client, 'select count(*)::int from a'), 1)
    })

    test('a file whose statements could share a transaction only after an edit goes on where it stopped', async () => {
      await using db = await database(major)
      await using client = await db.client()
      const head = 'create table a (i int);\ninsert into a values (1), (1);\n'
      using before = migrations({ 'V1__a.sql': `${head}create unique index concurrently a_i on a (i);` })
      assert.equal((await runWavec(migrateStep(before), db)).exit, 4)
      using after = migrations({ 'V1__a.sql': `${head}insert into a values (2);` })
      const ran = await runWavec(migrateStep(after), db)
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      assert.equal(await value(client, 'select count(*)::int from a'), 3)
    })
  })
}
