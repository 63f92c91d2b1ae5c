// The settings of a session over TCP, as the server has them while a migration runs.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectionOptions } from '../../src/connect/pg-options.ts'
import { openSession } from '../../src/connect/pg-session.ts'
import { database, majors, onServer, type Database } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec } from '../support/runner.ts'
import { value } from './scenes.ts'

const names = [
  'tcp_keepalives_idle',
  'tcp_keepalives_interval',
  'tcp_keepalives_count',
  'tcp_user_timeout',
  'idle_in_transaction_session_timeout',
  'client_connection_check_interval',
  'idle_session_timeout',
]

const expected = ['5', '3', '3', '15000', '1min', '1s', '0'].map((setting, at) => `${names[at]}=${setting}`)

const note = `create table seen as select string_agg(name || '=' || current_setting(name), ' ' order by n) as settings
from unnest(array[${names.map((name) => `'${name}'`).join(', ')}]) with ordinality as u (name, n);`

/** The server asks for a password over TCP. */
async function overTcp(db: Database, role: string): Promise<Readonly<Record<string, string>>> {
  await onServer(
    db.server,
    `do $$ begin create role ${role} superuser login password 'right'; exception when duplicate_object then null; end $$`,
  )
  return { ...db.variables, PGHOST: '127.0.0.1', PGUSER: role, PGPASSWORD: 'right', PGSSLMODE: 'disable' }
}

for (const major of majors) {
  describe(`settings of a session on PostgreSQL ${major}`, { concurrency: true }, () => {
    test('the server notices a lost runner, and a file after one that changes the settings has them again', async () => {
      await using db = await database(major)
      using set = migrations({
        'V1__seen.sql': note,
        'V2__reset.sql': `set tcp_user_timeout = 0; set tcp_keepalives_idle = 7200; set idle_in_transaction_session_timeout = 0;`,
        'V3__again.sql': note.replace('seen', 'seen_again'),
      })
      const ran = await runWavec(migrateStep(set), { variables: await overTcp(db, 'tcp_settings') })
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      await using client = await db.client()
      for (const table of ['seen', 'seen_again'])
        assert.deepEqual(String(await value(client, `select settings from ${table}`)).split(' '), expected, table)
    })

    test('a role with a short idle timeout does not end a session that waits', async () => {
      await using db = await database(major)
      const variables = await overTcp(db, 'hasty')
      await onServer(db.server, `alter role hasty set idle_session_timeout = '1s'`)
      await using session = await openSession(connectionOptions(variables), settings)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      assert.equal((await session.query('select 1 as one')).rows[0]?.['one'], '1')
    })

    test('a timeout longer than an integer of 32 bits is the longest that the server has', async () => {
      await using db = await database(major)
      const long = { ...settings, lockTimeout: 3_000_000_000, statementTimeout: 3_000_000_000 }
      await using session = await openSession(connectionOptions(db.variables), long)
      const { rows } = await session.query(
        `select name, setting from pg_settings where name in ('lock_timeout', 'statement_timeout') order by 1`,
      )
      assert.deepEqual(
        rows.map(({ setting }) => setting),
        ['2147483647', '2147483647'],
      )
    })
  })
}

const settings = { lockTimeout: 2000, statementTimeout: 60_000, schema: undefined, access: 'read-write' } as const
