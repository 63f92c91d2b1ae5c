// An index that an earlier attempt left unfinished, in races that need a controlled session: between two queries of the
// runner to a real server, another session finishes its build, or another index takes the name.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectionOptions } from '../../src/connect/pg-options.ts'
import { openSession } from '../../src/connect/pg-session.ts'
import type { Session } from '../../src/connect/session.ts'
import type { Applying } from '../../src/run/migrate/applying.ts'
import { prepareIndex } from '../../src/run/migrate/concurrent-index.ts'
import { dropUnfinished } from '../../src/run/migrate/unfinished-index.ts'
import { database, majors, type Database } from '../support/postgres.ts'
import { until, value } from './scenes.ts'

const kind = { kind: 'create-index', name: 't_a', table: 't', existing: 'refuse' } as const
const at = { file: 'V1__idx.sql', number: 1, line: 1, column: 1, source: '' }
const indexOid = `select to_regclass('t_a')::oid`
const indexes = `select coalesce(string_agg(c.relname || ' ' || i.indisvalid, ', ' order by 1), '') from pg_index i
  join pg_class c on c.oid = i.indexrelid where i.indrelid = 't'::regclass`
/** The state after a killed CREATE INDEX CONCURRENTLY. */
const leftOver = `create table t (a int, b int); create index t_a on t (a); update pg_index set indisvalid = false where indexrelid = 't_a'::regclass`

for (const major of majors) {
  describe(`an unfinished index on PostgreSQL ${major}`, () => {
    test('an index whose build ends between the query for the index and the query for its builders is kept', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using reader = await db.client()
      await using person = await db.client()
      await client.query('create table t (a int)')
      await reader.query('begin isolation level repeatable read; select 1 from t')
      const building = person.query('create index concurrently t_a on t (a)')
      await until('it is being built', async () => (await value(client, indexOid)) !== null)
      const oid = await value(client, indexOid)
      await using session = await sessionIn(db, async (sql) => {
        if (!sql.includes('pg_locks')) return
        await reader.query('rollback')
        await building
      })
      assert.equal(await prepareIndex(applying(session), kind, { mark: 'started', at }), 'there')
      assert.deepEqual([await value(client, indexOid), await value(client, indexes)], [oid, 't_a true'])
    })

    test('an index rebuilt under the same name is kept, and no lock remains', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query(leftOver)
      const oid = String(await value(client, indexOid))
      await client.query('drop index t_a; create index t_a on t (b)')
      await using session = await sessionIn(db)
      const dropped = await dropUnfinished(applying(session), { oid, name: 'public.t_a', table: 't' })
      assert.deepEqual([dropped, await value(client, indexes)], ['changed', 't_a true'])
      await client.query('begin; lock table t in access exclusive mode nowait; rollback')
    })

    test('an unfinished index of an attempt killed during the drop is dropped by the next attempt', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query(leftOver)
      await client.query('alter index t_a rename to wavec_unfinished_16400; create index wavec_unfinished_idx on t (b)')
      await using session = await sessionIn(db)
      assert.equal(await prepareIndex(applying(session), kind, { mark: 'started', at }), 'build')
      assert.equal(await value(client, indexes), 'wavec_unfinished_idx true')
    })

    test('an unfinished index of our own is dropped', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query(leftOver)
      await using session = await sessionIn(db)
      assert.equal(await prepareIndex(applying(session), kind, { mark: 'started', at }), 'build')
      assert.equal(await value(client, indexes), '')
    })
  })
}

/** A session that calls `before` in advance of each query. */
async function sessionIn({ variables }: Database, before: (sql: string) => Promise<void> = async () => {}) {
  const settings = { lockTimeout: 2000, statementTimeout: 0, schema: undefined, access: 'read-write' } as const
  const session = await openSession(connectionOptions(variables), settings)
  const query: Session['query'] = async (sql, values) => {
    await before(sql)
    return session.query(sql, values)
  }
  return Object.assign(Object.create(session) as Session, {
    query,
    [Symbol.asyncDispose]: async () => session[Symbol.asyncDispose](),
  })
}

function applying(session: Session): Applying {
  return {
    session,
    watch: { during: async (work) => work, blockers: () => [], [Symbol.asyncDispose]: async () => {} },
    adapters: {
      stop: new AbortController().signal,
      clock: {
        now: Date.now,
        sleep: async (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        deadline: Infinity,
      },
      log: { info: () => {}, warn: () => {}, fail: () => {} },
    } as Partial<Applying['adapters']> as Applying['adapters'],
    step: { pipeline: 'orders' } as Partial<Applying['step']> as Applying['step'],
    attempt: '1',
    known: new Map(),
  }
}
