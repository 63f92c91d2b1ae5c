// The steps that only read, as the role that `init --role-sql … --reader …` makes: each works, and the role can write nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { roleSql } from '../../src/run/role-sql.ts'
import type { Step } from '../../src/protocol/step.ts'
import { database, majors, onServer, type Database } from '../support/postgres.ts'
import { databaseOf, migrateStep, migrations, preflightStep, runWavec, type Migrations } from '../support/runner.ts'

const files = { 'V1__t.sql': 'create table t (id bigint);\ninsert into t values (1);\n' }
const sql = [{ query: 'select id from t', equals: 1 }]

for (const major of majors) {
  describe(`reader on PostgreSQL ${major}`, { concurrency: 3 }, () => {
    test('each step that only reads works as the reader, and leaves no row in the ledger', async () => {
      await using db = await database(major)
      await using as = await roles(db)
      using set = migrations(files)
      for (const step of [preflightStep(set), migrateStep(set)]) {
        const ran = await runWavec(step, as.migrator)
        assert.equal(ran.exit, 0, ran.stderr)
      }
      const before = await attempts(db)
      for (const step of reading(set)) {
        const ran = await runWavec(step, as.reader)
        assert.deepEqual([step.kind, ran.exit, ran.packet], [step.kind, 0, undefined])
      }
      assert.deepEqual(await attempts(db), before)
      const closed = await runWavec({ ...header(set), kind: 'complete', database: databaseOf({}) }, as.migrator)
      assert.deepEqual([closed.exit, closed.verdict?.message], [0, 'v1 passed verify, and the release is complete'])
      assert.deepEqual(await attempts(db), [...before, 'verify done'])
    })

    test('a verify that may not write refuses nothing of the ledger, and still fails where a check does', async () => {
      await using db = await database(major)
      await using as = await roles(db)
      using set = migrations(files)
      assert.equal((await runWavec(migrateStep(set), as.migrator)).exit, 0)
      const wrong = { ...verify(set), sql: [{ query: 'select id from t', equals: 2 }], stopAfter: 2000 }
      const ran = await runWavec(wrong, as.reader)
      assert.deepEqual([ran.exit, ran.packet?.code], [4, 'verify/failed'])
      assert.deepEqual(await attempts(db), ['migrate done'])
    })

    test('the reader can change no table, no ledger and no schema, even with default_transaction_read_only off', async () => {
      await using db = await database(major)
      await using as = await roles(db)
      using set = migrations(files)
      assert.equal((await runWavec(migrateStep(set), as.migrator)).exit, 0)
      const client = await db.client()
      try {
        await client.query(`set session authorization ${as.reader.variables['PGUSER']}`)
        await client.query('set default_transaction_read_only = off')
        for (const statement of writes) {
          await assert.rejects(client.query(statement), { code: '42501' }, statement)
        }
      } finally {
        await client.end()
      }
    })

    test('roles with any names are made, with exactly these names, and nothing else is done', async () => {
      await using db = await database(major)
      const names = ['g$$h; drop schema public cascade; --', 'line\nbreak "q" \'s\' \\', 'é🙂\u202e $body1$']
      const [role = '', gate, reader] = names.map((name) => `${name} ${db.name.slice(-12)}`)
      const client = await db.client()
      try {
        const script = roleSql({ role, owner: undefined, schema: 'public', gate, reader })
        for (const strings of ['on', 'off']) {
          await client.query(`set standard_conforming_strings = ${strings}`)
          await client.query(script)
        }
        const { rows } = await client.query('select rolname from pg_roles where rolname = any($1)', [
          [role, gate, reader],
        ])
        assert.equal(rows.length, 3)
        const { rows: schemas } = await client.query(
          `select nspname from pg_namespace where nspname in ('public', 'wavec')`,
        )
        assert.equal(schemas.length, 2)
        const [, removal = ''] = script.split('-- To remove the role:\n')
        await client.query(removal.replaceAll(/^--/gm, '').replace('OWNER', 'current_user'))
        const { rows: left } = await client.query('select rolname from pg_roles where rolname = any($1)', [
          [role, gate, reader],
        ])
        assert.deepEqual(left, [])
      } finally {
        await client.end()
      }
    })

    test('without its grants the reader is refused by name, and nothing is reported as passed', async () => {
      await using db = await database(major)
      await using as = await roles(db)
      using set = migrations(files)
      assert.equal((await runWavec(migrateStep(set), as.migrator)).exit, 0)
      await onDatabase(db, `revoke select on t from ${as.reader.variables['PGUSER']}`)
      const ran = await runWavec({ ...verify(set), stopAfter: 2000 }, as.reader)
      assert.deepEqual([ran.exit, ran.packet?.code], [4, 'verify/failed'])
      assert.match(ran.packet?.details?.join() ?? '', /permission denied for table t/)
    })
  })
}

const writes = [
  "insert into wavec.attempt (pipeline, target, step, job, pod, release, digest, wavec, state) values ('orders', '', 'verify', 'j', 'p', 'v1', 'd', 'w', 'done')",
  "update wavec.attempt set state = 'done'",
  'delete from wavec.migration',
  'truncate wavec.contract',
  'drop table wavec.baseline',
  'create table wavec.x (id int)',
  'insert into t values (2)',
  'update t set id = 2',
  'delete from t',
  'truncate t',
  'alter table t add column x int',
  'drop table t',
  'create index on t (id)',
  'create schema s',
  "copy t from program 'true'",
  "select pg_read_file('postgresql.conf')",
]

function header({ digest }: Migrations) {
  const place = { contract: 1, pipeline: 'orders', environment: 'default', namespace: 'shop' } as const
  return { ...place, release: 'v1', digest, stopAfter: 60_000 }
}

function verify(set: Migrations): Extract<Step, { kind: 'verify' }> {
  return { ...header(set), kind: 'verify', role: 'reader', database: databaseOf({}), http: [], sql }
}

function reading(set: Migrations): readonly Step[] {
  const common = { ...header(set), role: 'reader', database: databaseOf({}) } as const
  // Nothing listens there: what preflight saw is compared, which reads the baseline.
  const live = { url: 'http://localhost:9', http: [{ path: '/', status: 200, timeout: 500 }] }
  return [
    { ...common, kind: 'smoke-test', http: [], sql, live },
    verify(set),
    { ...common, kind: 'report', account: 'orders-report', jobs: ['orders-1-preflight'] },
  ]
}

interface Roles extends AsyncDisposable {
  readonly reader: { readonly variables: Readonly<Record<string, string>> }
  readonly migrator: { readonly variables: Readonly<Record<string, string>> }
}

/** Both roles, as `init --role-sql … --reader …` makes them. Running it again changes nothing. */
async function roles(db: Database): Promise<Roles> {
  const [role, reader] = [`migrator_${db.name}`, `reader_${db.name}`]
  const client = await db.client()
  for (const time of ['first', 'again']) {
    await client.query(roleSql({ role, owner: undefined, schema: 'public', reader })).catch((error: unknown) => {
      throw new Error(time, { cause: error })
    })
  }
  return {
    reader: { variables: { ...db.variables, PGUSER: reader } },
    migrator: { variables: { ...db.variables, PGUSER: role } },
    [Symbol.asyncDispose]: async () => {
      await client.query(`drop owned by ${reader} cascade; drop owned by ${role} cascade`)
      await client.end()
      await onServer(db.server, `drop role ${reader}; drop role ${role}`)
    },
  }
}

async function onDatabase(db: Database, statement: string): Promise<void> {
  const client = await db.client()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The rows of the ledger, e.g. `migrate done`. */
async function attempts(db: Database): Promise<readonly string[]> {
  const client = await db.client()
  try {
    const { rows } = await client.query<{ step: string; state: string }>(
      'select step, state from wavec.attempt order by id',
    )
    return rows.map(({ step, state }) => `${step} ${state}`)
  } finally {
    await client.end()
  }
}
