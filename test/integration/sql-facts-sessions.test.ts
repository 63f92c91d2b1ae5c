// What PostgreSQL does with a statement while other sessions are active: unfinished indexes, and which session waits
// for which.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Client } from 'pg'
import { sqlstateOf } from '../bench/sql/old-application.ts'
import { majors, missingMajors, type Database } from '../support/postgres.ts'
import { seededDatabase } from '../support/seeded-database.ts'
import { until, value } from './scenes.ts'

const setUp = `
create table users (id bigint primary key, email text, team int);
insert into users select i, 'e' || i, i % 5 from generate_series(1, 100) i;
create table events (id bigint, at date) partition by range (at);
create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');
`

const facts: Readonly<Record<string, (db: Database, client: Client) => Promise<void>>> = {
  'lock_timeout ends a CREATE INDEX CONCURRENTLY that waits for an older snapshot, and the index stays INVALID': async (
    db,
    client,
  ) => {
    await using old = await db.client()
    await old.query('begin isolation level repeatable read; select 1 from users limit 1')
    await client.query(`set lock_timeout = '100ms'`)
    assert.equal(await outcome(client, 'create index concurrently users_email on users (email)'), '55P03')
    assert.equal(await isValid(client, 'users_email'), false)
    await old.query('commit')
    assert.equal(await outcome(client, 'create index concurrently users_email on users (email)'), '42P07')
    const again = 'create index concurrently if not exists users_email on users (email)'
    assert.equal(await outcome(client, again), 'done', 'IF NOT EXISTS accepts the INVALID index')
    assert.equal(await isValid(client, 'users_email'), false)
    await client.query('drop index concurrently if exists users_email')
    assert.equal(await outcome(client, again), 'done')
    assert.equal(await isValid(client, 'users_email'), true)
  },

  'a unique index that is built CONCURRENTLY over duplicates stays INVALID': async (_, client) => {
    assert.equal(await outcome(client, 'create unique index concurrently users_team on users (team)'), '23505')
    assert.equal(await isValid(client, 'users_team'), false)
  },

  'an index ON ONLY a partitioned table is INVALID until each partition has its own attached': async (_, client) => {
    await client.query('create index events_id on only events (id)')
    assert.equal(await isValid(client, 'events_id'), false)
    await client.query('create index concurrently events_2025_id on events_2025 (id)')
    await client.query('alter index events_id attach partition events_2025_id')
    assert.equal(await isValid(client, 'events_id'), true)
  },

  'a reader queues up after an ALTER TABLE that itself waits for a reader': async (db, client) => {
    await using reader = await db.client()
    await using altering = await db.client()
    await using late = await db.client()
    await reader.query('begin; select 1 from users limit 1')
    const pid = await value(altering, 'select pg_backend_pid()')
    const latePid = await value(late, 'select pg_backend_pid()')
    const alter = altering.query('alter table users add note text')
    await until('the ALTER waits', async () => (await blockers(client, pid)).length > 0)
    const read = late.query('select 1 from users limit 1')
    await until('the late reader waits', async () => (await blockers(client, latePid)).length > 0)
    assert.deepEqual(await blockers(client, latePid), [pid])
    await reader.query('commit')
    await Promise.all([alter, read])
  },

  'with lock_timeout the ALTER gives up and changes nothing': async (db, client) => {
    await using reader = await db.client()
    await reader.query('begin; select 1 from users limit 1')
    await client.query(`set lock_timeout = '50ms'`)
    assert.equal(await outcome(client, 'alter table users add note text'), '55P03')
    assert.equal(await outcome(client, 'select note from users'), '42703')
    await reader.query('commit')
  },

  'SET LOCAL outside a transaction sets nothing': async (_, client) => {
    await client.query(`set local lock_timeout = '1s'`)
    assert.equal(await value(client, 'show lock_timeout'), '0')
  },

  'other sessions see the work of a DO block before its end only if it commits': async (db, client) => {
    await using loop = await db.client()
    await client.query('create table gate (open boolean); insert into gate values (false)')
    for (const [commit, seen] of [
      ['', 0],
      ['commit;', 1],
    ] as const) {
      await client.query('update users set team = 0; update gate set open = false')
      const running = loop.query(`do $$ begin update users set team = 9 where id = 1; ${commit}
        while not (select open from gate) loop perform pg_sleep(0.01); end loop; end $$`)
      await until('the loop is at its end', async () => (await sleepers(client)) === 1)
      assert.equal(Number(await value(client, 'select count(*) from users where team = 9')), seen)
      await client.query('update gate set open = true')
      await running
    }
  },

  'IF NOT EXISTS accepts a column of another type': async (_, client) => {
    assert.equal(await outcome(client, 'alter table users add column if not exists email int'), 'done')
    assert.equal(await value(client, 'select pg_typeof(email)::text from users limit 1'), 'text')
  },

  'a required column can be added to a table without rows': async (_, client) => {
    await client.query('create table empty (id int)')
    assert.equal(await outcome(client, 'alter table empty add a int not null'), 'done')
  },

  'EXCLUDE cannot be added NOT VALID': async (_, client) => {
    assert.equal(await outcome(client, 'alter table users add exclude using btree (id with =) not valid'), '0A000')
  },
}

for (const major of majors) {
  describe(`facts with other sessions on PostgreSQL ${major}`, { concurrency: 4 }, () => {
    for (const [name, holds] of Object.entries(facts))
      test(name, async () => {
        await using db = await seededDatabase(major, setUp)
        await using client = await db.client()
        await holds(db, client)
      })
    test('a foreign key of a partitioned table can be added NOT VALID from PostgreSQL 18 on', async () => {
      await using db = await seededDatabase(major, setUp)
      await using client = await db.client()
      const sql = 'alter table events add foreign key (id) references users not valid'
      assert.equal(await outcome(client, sql), major === 18 ? 'done' : '42809')
    })
  })
}
for (const major of missingMajors)
  test(`facts with other sessions on PostgreSQL ${major}`, { skip: 'not on this machine' })

/** `done`, or the SQLSTATE. */
async function outcome(client: Client, sql: string): Promise<string> {
  try {
    await client.query(sql)
    return 'done'
  } catch (error) {
    return sqlstateOf(error)
  }
}

async function isValid(client: Client, index: string): Promise<unknown> {
  return value(client, `select indisvalid from pg_index where indexrelid = '${index}'::regclass`)
}

async function blockers(client: Client, pid: unknown): Promise<readonly unknown[]> {
  return [await value(client, `select pg_blocking_pids(${Number(pid)})`)].flat()
}

/** Sessions that sleep in a loop. */
async function sleepers(client: Client): Promise<number> {
  return Number(
    await value(
      client,
      `select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    ),
  )
}
