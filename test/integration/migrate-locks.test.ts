// Migrations while other sessions hold locks and old snapshots.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lockKey } from '../../src/run/lock.ts'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec, start } from '../support/runner.ts'
import { assertWhole, sleep, until, value } from './scenes.ts'

const table =
  "create table orders (id bigint, note text); insert into orders select i, 'n' from generate_series(1, 1000) i"

for (const major of majors) {
  describe(`locks on PostgreSQL ${major}`, { concurrency: true }, () => {
    test('CREATE INDEX CONCURRENTLY outlasts a 10 s old transaction despite a lock_timeout of 2 s', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using old = await db.client()
      await client.query(table)
      await old.query('begin isolation level repeatable read; select 1 from orders limit 1')
      using set = migrations({ 'V1__idx.sql': 'create index concurrently orders_note_idx on orders (note);' })
      const running = await start(migrateStep(set, { lockTimeout: 2000 }), db)
      await until(
        'the transaction is 10 s old',
        async () =>
          (await value(
            client,
            `select bool_or(clock_timestamp() - xact_start > interval '10 s') from pg_stat_activity where query like 'begin isolation level%' and datname = current_database()`,
          )) === true,
      )
      await running.seen('waiting for ')
      assert.equal(running.child.exitCode, null, 'it still waits')
      await old.query('commit')
      const ran = await running.ended
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      const progress = ran.lines.find(({ message }) => message.startsWith('waiting for '))
      assert.ok(progress !== undefined, 'its progress is in the log')
      assert.match(JSON.stringify(progress['blockedBy']), /pid \d+ \(postgres, .*select \? from orders limit \?/)
      await assertWhole(client)
    })

    test('CREATE INDEX CONCURRENTLY does not deadlock with a second migrator that waits for the advisory lock', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using old = await db.client()
      await client.query(table)
      await old.query('begin isolation level repeatable read; select 1 from orders limit 1')
      using set = migrations({ 'V1__idx.sql': 'create index concurrently orders_note_idx on orders (note);' })
      const both = [await start(migrateStep(set), db), await start(migrateStep(set), db)]
      await Promise.any(both.map(({ seen }) => seen('another migrator is at work')))
      await Promise.any(both.map(({ seen }) => seen('waiting for old snapshots')))
      await old.query('commit')
      const ran = await Promise.all(both.map(({ ended }) => ended))
      assert.deepEqual(
        ran.map(({ exit }) => exit),
        [0, 0],
        JSON.stringify(ran.map(({ packet }) => packet)),
      )
      assert.equal(ran.flatMap(({ lines }) => lines).filter(({ level }) => level === 'warn').length, 0)
      await assertWhole(client)
    })

    test('who waits for the migration lock says by whom it is held, since when, and what to type', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using ghost = await db.client()
      await ghost.query(`set application_name = 'wavec-orders-migrate'`)
      await ghost.query('select pg_advisory_lock($1::bigint)', [lockKey({ pipeline: 'orders', target: '' })])
      await ghost.query(`select 'a secret' as text`)
      const pid = Number(await value(ghost, 'select pg_backend_pid()'))
      using set = migrations({ 'V1__a.sql': 'create table a (n int);' })
      const ran = await runWavec(migrateStep(set, { stopAfter: 2500 }), db)
      const who = new RegExp(`pid ${pid} \\(postgres, wavec-orders-migrate, connected .* ago, idle: select`)
      assert.deepEqual([ran.exit, ran.packet?.code], [75, 'migrations/lock-held'])
      assert.match(ran.packet?.message ?? '', who)
      assert.match(
        ran.lines.map(({ message }) => message).join('\n'),
        new RegExp(`waiting for it to finish: ${who.source}`),
      )
      assert.match(
        ran.packet?.next ?? '',
        new RegExp(`^select pg_terminate_backend\\(${pid}\\);   # only if its pod is gone`),
      )
      assert.doesNotMatch(JSON.stringify(ran.lines), /a secret/)
      await client.query('select pg_terminate_backend($1)', [pid])
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
    })

    test('during a long read, other readers wait at most lock_timeout, and the migration succeeds once the read ends', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using holder = await db.client()
      await using reader = await db.client()
      await client.query(table)
      await holder.query('begin; lock table orders in access share mode')
      // Without our lock_timeout a reader would wait for the holder, which commits only at the end of the test.
      await reader.query(`set lock_timeout = '20s'`)
      using set = migrations({
        'V1__col.sql': 'create table helper (a int);\nalter table orders add column extra int;',
      })
      const running = await start(migrateStep(set, { lockTimeout: 300 }), db)
      let hasQueued = false
      let tries = ''
      running.child.stdout?.on('data', (text: string) => (tries += text))
      // Until three attempts have failed, and a reader was seen waiting in the queue.
      for (const end = Date.now() + 60_000; !/on attempt 3/.test(tries) || !hasQueued; await sleep(5)) {
        if (Date.now() > end) throw new Error('no reader was seen waiting, or fewer than three attempts failed')
        const read = reader.query('select 1 from orders limit 1')
        hasQueued ||=
          Number(
            await value(
              client,
              `select count(*) from pg_locks where relation = 'orders'::regclass and mode = 'AccessShareLock' and not granted`,
            ),
          ) > 0
        await read
      }
      assert.equal(running.child.exitCode, null, 'it still tries')
      await holder.query('commit')
      const ran = await running.ended
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
    })

    test('a short deadline gives exit code 75 and names the blocking session, without its literals', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using holder = await db.client()
      await client.query(table)
      await holder.query(`set application_name = 'reporting'`)
      await holder.query('begin; lock table orders in access share mode')
      await holder.query(`select note from orders where note = 'a secret' limit 1`)
      const pid = Number(await value(holder, 'select pg_backend_pid()'))
      await holder.query(`select note from orders where note = 'a secret' limit 1`)
      using set = migrations({ 'V1__col.sql': 'alter table orders\n  add column extra int;' })
      const ran = await runWavec(migrateStep(set, { lockTimeout: 200, stopAfter: 6000 }), db)
      assert.equal(ran.exit, 75)
      assert.equal(ran.packet?.sqlstate, '55P03')
      assert.deepEqual(
        ran.packet?.blockers?.map(({ pid: who, application, query, state }) => ({ who, application, query, state })),
        [
          {
            who: pid,
            application: 'reporting',
            query: 'select note from orders where note = ? limit ?',
            state: 'idle in transaction',
          },
        ],
      )
      assert.doesNotMatch(JSON.stringify([ran.lines, ran.verdict]), /a secret/)
      assert.ok(Buffer.byteLength(JSON.stringify(ran.verdict)) <= 1000)
      assert.match(ran.verdict?.next ?? '', new RegExp(`pg_terminate_backend\\(${pid}\\)`))
      assert.equal(
        await value(client, `select count(*)::int from information_schema.columns where column_name = 'extra'`),
        0,
      )
    })

    test('the rerun drops and rebuilds the INVALID index of a cancelled build', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using old = await db.client()
      await client.query(table)
      await old.query('begin isolation level repeatable read; select 1 from orders limit 1')
      using set = migrations({ 'V1__idx.sql': 'create index concurrently orders_note_idx on orders (note);' })
      const running = await start(migrateStep(set), db)
      await until(
        'the index is there',
        async () => (await value(client, `select to_regclass('orders_note_idx') is not null`)) === true,
      )
      running.child.kill('SIGTERM')
      const stopped = await running.ended
      assert.equal(stopped.exit, 75)
      assert.equal(
        await value(client, `select indisvalid from pg_index where indexrelid = 'orders_note_idx'::regclass`),
        false,
      )
      await old.query('commit')
      const ran = await runWavec(migrateStep(set), db)
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      assert.ok(ran.lines.some(({ message }) => message.startsWith('dropping public.orders_note_idx')))
      await assertWhole(client)
    })
  })
}
