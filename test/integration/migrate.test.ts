// The migrate step, run as a separate process against real servers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { database, majors, missingMajors, onServer } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec, start } from '../support/runner.ts'
import { assertWhole, mixedFiles, runnerBackends, rowVersions, snapshot, until, value } from './scenes.ts'

for (const major of missingMajors)
  test(`migrate on PostgreSQL ${major}: not run, not installed`, { skip: true }, () => undefined)

for (const major of majors) {
  describe(`migrate on PostgreSQL ${major}`, { concurrency: 3 }, () => {
    test('a first run applies all files, and a second run writes only its own attempt', async () => {
      await using db = await database(major)
      using set = migrations(mixedFiles)
      const expect = [
        { table: 'orders', columns: { id: 'int8', total: 'decimal(12,2)' } },
        { query: 'select n from counter', equals: 1 },
      ]
      const first = await runWavec(migrateStep(set, { expect }), db)
      assert.equal(first.exit, 0, first.stderr)
      assert.match(first.lines.at(0)?.message ?? '', /^will apply the pending migrations of orders v1/)
      assert.match(
        first.lines.at(-1)?.message ?? '',
        /^proved: the schema is at [0-9a-f]{12}: 7 files applied, 2 expectations are met$/,
      )
      await using client = await db.client()
      const before = await rowVersions(client)
      const again = await runWavec(migrateStep(set, { expect }), db)
      assert.equal(again.exit, 0)
      assert.match(again.lines.at(-1)?.message ?? '', /nothing to apply/)
      const after = await rowVersions(client)
      assert.deepEqual(
        [...after.keys()].filter((table) => after.get(table) !== before.get(table)),
        ['wavec.attempt'],
      )
      await assertWhole(client)
      assert.deepEqual((await client.query('select state, count(*)::int as n from wavec.attempt group by 1')).rows, [
        { state: 'done', n: 2 },
      ])
    })

    test('a dry run lists the pending files and writes nothing', async () => {
      await using db = await database(major)
      using set = migrations(mixedFiles)
      const expect = [{ table: 'orders' }]
      const ran = await runWavec(migrateStep(set, { expect }), db, { args: ['--dry-run'] })
      assert.equal(ran.exit, 0, ran.stderr)
      assert.equal(ran.lines.filter(({ message }) => message.startsWith('would apply V')).length, 6)
      assert.match(ran.lines.at(-2)?.message ?? '', /^would check the expectations afterwards$/)
      assert.match(ran.lines.at(-1)?.message ?? '', /7 to apply, nothing was written/)
      await using client = await db.client()
      assert.deepEqual(await snapshot(client), [])
      assert.equal(await value(client, `select to_regnamespace('wavec') is null`), true)
    })

    test('with eight migrators at once, each file is applied once, and the others wait and succeed', async () => {
      await using db = await database(major)
      using set = migrations(mixedFiles)
      const all = await Promise.all(Array.from({ length: 8 }, () => runWavec(migrateStep(set), db)))
      assert.deepEqual(
        all.map(({ exit }) => exit),
        Array.from({ length: 8 }, () => 0),
        JSON.stringify(all.find(({ exit }) => exit !== 0)),
      )
      assert.equal(
        all.flatMap(({ lines }) => lines).filter(({ message }) => message === 'applied V6__add.sql').length,
        1,
      )
      await using client = await db.client()
      await assertWhole(client)
      assert.equal(await value(client, 'select n from counter'), 1)
      await until('no backend is left', async () => (await runnerBackends(client)) === 0)
    })

    test('a repeatable file is applied again when it changes', async () => {
      await using db = await database(major)
      using before = migrations({
        'V1__t.sql': 'create table t (a int);',
        'R__v.sql': 'create or replace view v as select a from t;',
      })
      using after = migrations({
        'V1__t.sql': 'create table t (a int);',
        'R__v.sql': 'create or replace view v as select a, 2 as b from t;',
      })
      assert.equal((await runWavec(migrateStep(before), db)).exit, 0)
      assert.equal((await runWavec(migrateStep(after), db)).exit, 0)
      // `create or replace` can't remove a column: PostgreSQL refuses, and the file is rolled back.
      const back = await runWavec(migrateStep(before), db)
      assert.deepEqual([back.exit, back.packet?.sqlstate], [4, '42P16'])
      await using client = await db.client()
      assert.equal(
        await value(client, `select count(*)::int from information_schema.columns where table_name = 'v'`),
        2,
      )
    })

    test('after a failed statement outside a transaction, the rerun skips the statements that succeeded', async () => {
      await using db = await database(major)
      const head = 'create table t (a int);\ninsert into t values (1), (1);\ncreate index concurrently t_a on t (a);\n'
      using wrong = migrations({ 'V1__t.sql': `${head}create unique index concurrently t_unique on t (a);\n` })
      const failed = await runWavec(migrateStep(wrong), db)
      assert.equal(failed.exit, 4)
      assert.equal(failed.packet?.sqlstate, '23505')
      assert.equal(failed.packet?.statement?.line, 4)
      await using client = await db.client()
      await client.query('delete from t where ctid = (select min(ctid) from t)')
      const repaired = await runWavec(migrateStep(wrong), db)
      assert.equal(repaired.exit, 0, JSON.stringify(repaired.packet))
      await assertWhole(client)
      assert.equal(await value(client, 'select count(*)::int from t'), 1)
    })

    test('an index that another session is building is never dropped', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using reader = await db.client()
      await using builder = await db.client()
      await client.query('create table t (a int); insert into t select generate_series(1, 1000)')
      await reader.query('begin isolation level repeatable read; select 1 from t limit 1')
      const building = builder.query('create index concurrently t_a on t (a)')
      await until(
        'the index is there',
        async () => (await value(client, `select to_regclass('t_a') is not null`)) === true,
      )
      using set = migrations({ 'V1__idx.sql': 'create index concurrently if not exists t_a on t (a);' })
      const ran = await runWavec(migrateStep(set), db)
      assert.equal(ran.exit, 75, JSON.stringify(ran.packet))
      assert.equal(ran.packet?.code, 'migrations/index-in-progress')
      await reader.query('commit')
      await building
      const after = await runWavec(migrateStep(set), db)
      assert.equal(after.exit, 0)
      await assertWhole(client)
    })

    test('the role from init --role-sql can apply all files without being a superuser', async () => {
      await using db = await database(major)
      const { roleSql } = await import('../../src/run/role-sql.ts')
      const role = `migrator_${db.name}`
      await using client = await db.client()
      await client.query(roleSql({ role, owner: undefined, schema: 'public' }))
      await client.query(roleSql({ role, owner: undefined, schema: 'public' }))
      try {
        using set = migrations(mixedFiles)
        const ran = await runWavec(migrateStep(set), { variables: { ...db.variables, PGUSER: role } })
        assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      } finally {
        await client.query(`drop owned by ${role} cascade`)
        await onServer(db.server, `drop role ${role}`)
      }
    })

    test('SIGTERM during a long ALTER ends its backend, commits nothing and exits 75', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query('create table big (a int); insert into big select generate_series(1, 10)')
      using set = migrations({
        'V1__slow.sql': `create table before (a int);\nalter table big alter a type bigint using (a + length(pg_sleep(60)::text));\n`,
      })
      const running = await start(migrateStep(set), db)
      await until(
        'the ALTER runs',
        async () =>
          Number(
            await value(
              client,
              `select count(*) from pg_stat_activity where query like '%alter table big%' and pid <> pg_backend_pid() and state = 'active'`,
            ),
          ) > 0,
      )
      running.child.kill('SIGTERM')
      const ran = await running.ended
      assert.equal(ran.exit, 75, ran.stderr)
      assert.equal(ran.verdict?.code, 'run/stopped')
      await until('its backend is gone', async () => (await runnerBackends(client)) === 0)
      assert.equal(await value(client, `select to_regclass('before') is null`), true)
      assert.deepEqual((await client.query('select state from wavec.attempt')).rows, [{ state: 'retry' }])
    })
  })
}
