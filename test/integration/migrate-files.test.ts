// Awkward files: settings between statements that can't share a transaction, long names, unfinished indexes.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec, start } from '../support/runner.ts'
import { assertWhole, until, value } from './scenes.ts'

for (const major of majors) {
  describe(`files on PostgreSQL ${major}`, { concurrency: 3 }, () => {
    test('an index whose name PostgreSQL truncates is found by its truncated name', async () => {
      await using db = await database(major)
      await using client = await db.client()
      const name = `orders_${'x'.repeat(70)}_idx`
      using set = migrations({
        'V1__t.sql': 'create table t (a int);',
        'V2__idx.sql': `create index concurrently ${name} on t (a);`,
      })
      const ran = await runWavec(migrateStep(set), db)
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet) + ran.stderr)
      await assertWhole(client)
    })

    test('settings made by SET apply to all later statements of the file, also when a rerun resumes in the middle', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query('create schema shop; create table shop.t (a int, b int)')
      using set = migrations({
        'V1__idx.sql': `set search_path = shop;\ncreate index concurrently t_a on t (a);\nselect set_config('wavec.seen', 'yes', false);\ncreate index concurrently t_b on t (b);\nalter table t add column seen text default current_setting('wavec.seen');\nset lock_timeout = '1h';`,
        'V2__next.sql': `create table next (path text default current_setting('search_path'), lock text default current_setting('lock_timeout')); insert into next default values;`,
      })
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      const { rows } = await client.query('select path, lock from public.next')
      assert.deepEqual(rows, [{ path: '"$user", public', lock: '2s' }])
      // The state after a kill between the two indexes.
      await client.query(`delete from wavec.statement where number > 2; delete from wavec.migration where id = '2';
        update wavec.migration set state = 'started'; drop table public.next; drop index shop.t_b; alter table shop.t drop column seen`)
      const again = await runWavec(migrateStep(set), db)
      assert.equal(again.exit, 0, JSON.stringify(again.packet))
      assert.equal(await value(client, `select to_regclass('shop.t_b') is not null`), true)
      assert.equal(await value(client, `select count(*)::int from pg_attribute where attname = 'seen'`), 1)
      await assertWhole(client)
    })

    test('a temporary table of one file does not hide a table of the same name from the next file', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({
        'V1__t.sql': 'create table t (a int);\ncreate temp table t (b int);\n',
        'V2__t.sql': 'alter table t add column c int;\n',
      })
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      assert.equal(
        await value(
          client,
          `select count(*)::int from information_schema.columns where table_name = 't' and column_name = 'c'`,
        ),
        1,
      )
    })

    test('COPY FROM STDIN is reported with its line before anything is applied', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({ 'V1__t.sql': 'create table t (a int);\ncopy t (a) from stdin;\n1\n\\.\n' })
      const ran = await runWavec(migrateStep(set), db)
      assert.deepEqual([ran.exit, ran.packet?.code, ran.packet?.statement?.line], [4, 'migrations/copy-from-stdin', 2])
      assert.equal(await value(client, `select to_regclass('t') is null`), true)
    })

    test('the rerun waits for another session that rebuilds the unfinished index by hand', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using reader = await db.client()
      await using person = await db.client()
      await client.query('create table t (a int)')
      await reader.query('begin isolation level repeatable read; select 1 from t')
      using set = migrations({ 'V1__idx.sql': 'create index concurrently t_a on t (a);' })
      const killed = await start(migrateStep(set), db)
      await until(
        'the index is there',
        async () => (await value(client, `select to_regclass('t_a') is not null`)) === true,
      )
      killed.child.kill('SIGKILL')
      await killed.ended
      await until(
        'its backend is gone',
        async () =>
          (await value(
            client,
            `select count(*)::int from pg_locks where relation = 't'::regclass and mode = 'ShareUpdateExclusiveLock'`,
          )) === 0,
      )
      await reader.query('commit')
      await client.query('drop index t_a')
      await reader.query('begin isolation level repeatable read; select 1 from t')
      const building = person.query('create index concurrently t_a on t (a)')
      await until(
        'it is built by hand',
        async () => (await value(client, `select to_regclass('t_a') is not null`)) === true,
      )
      const oid = await value(client, `select 't_a'::regclass::oid`)
      const rerun = await start(migrateStep(set), db)
      await rerun.seen('is building an index of t')
      await reader.query('commit')
      await building
      const ran = await rerun.ended
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      assert.equal(await value(client, `select 't_a'::regclass::oid`), oid)
      await assertWhole(client)
    })

    test('an index of the same name that another session creates meanwhile fails the migration', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using person = await db.client()
      await client.query('create table t (a int, b int)')
      await person.query('begin; lock table t in share update exclusive mode')
      using set = migrations({ 'V1__idx.sql': 'create index concurrently t_a on t (a);' })
      const running = await start(migrateStep(set), db)
      await until(
        'ours waits',
        async () =>
          Number(await value(client, `select count(*) from pg_locks where relation = 't'::regclass and not granted`)) >
          0,
      )
      await person.query('create index t_a on t (b); commit')
      const ran = await running.ended
      assert.deepEqual([ran.exit, ran.packet?.sqlstate], [4, '42P07'])
      const again = await runWavec(migrateStep(set), db)
      assert.deepEqual([again.exit, again.packet?.code], [4, 'migrations/index-exists'])
    })
  })
}
