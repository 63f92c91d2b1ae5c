// What a migrator sees of the session that blocks it: with the role that `init --role-sql` prints, its age and its query.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { roleSql } from '../../src/run/role-sql.ts'
import { database, majors, type Database } from '../support/postgres.ts'
import { migrateStep, migrations, preflightStep, runWavec } from '../support/runner.ts'

for (const major of majors) {
  describe(`blockers on PostgreSQL ${major}`, () => {
    test('a member of pg_read_all_stats sees what blocks it, and for any other role what it may not see is named', async () => {
      await using db = await database(major)
      await using migrator = await migratorOf(db)
      await using holder = await db.client()
      await holder.query(`create table orders (a int); alter table orders owner to ${migrator.name}`)
      await holder.query(`set application_name = 'nightly-report'`)
      await holder.query('begin; lock table orders in access share mode')
      using set = migrations({ 'V1__col.sql': 'alter table orders add column extra int;' })
      const blocked = async () =>
        (await runWavec(migrateStep(set, { lockTimeout: 200, stopAfter: 4000 }), migrator)).lines
          .flatMap(({ blockedBy }): readonly unknown[] => (Array.isArray(blockedBy) ? blockedBy : []))
          .map(String)
      const [seen = ''] = await blocked()
      assert.match(seen, /^pid \d+ \(\w+, nightly-report, idle in transaction, [\d.]+ (ms|s)\): begin/)
      await holder.query('commit')
      await holder.query(`revoke pg_read_all_stats from ${migrator.name}; set application_name = 'nightly-report'`)
      await holder.query('begin; lock table orders in access share mode')
      const [hidden = ''] = await blocked()
      assert.match(
        hidden,
        /^pid \d+ \(\w+, nightly-report, age not visible\): its query is visible to pg_read_all_stats only$/,
      )
      assert.doesNotMatch(hidden, / 0 ms|insufficient/)
    })

    test('a transaction whose age is not visible has not passed the check of its age', async () => {
      await using db = await database(major)
      await using migrator = await migratorOf(db)
      await using holder = await db.client()
      await holder.query(`revoke pg_read_all_stats from ${migrator.name}`)
      await holder.query('begin; select 1')
      using set = migrations({ 'V1__t.sql': 'create table t (a int);' })
      const step = preflightStep(set, { checks: { maxTransactionAge: 60_000 } })
      const warned = async () =>
        (await runWavec(step, migrator)).lines.map(({ message }) => message).filter((line) => /age not/.test(line))
      const [line = ''] = await warned()
      assert.match(line, /^age not visible: the transactions of \d+ sessions? of other roles were not checked/)
      assert.match(line, new RegExp(`grant pg_read_all_stats to "?${migrator.name}"?$`))
      await using client = await db.client()
      await client.query(`grant pg_read_all_stats to ${migrator.name}`)
      assert.deepEqual(await warned(), [])
    })

    test('where that role may not be granted, the rest of the script still runs', async () => {
      await using db = await database(major)
      await using client = await db.client()
      const admin = `admin_${db.name}`
      const role = `later_${db.name}`
      await client.query(`create role ${admin} nosuperuser createrole; grant create on schema public to ${admin}`)
      await client.query(`create role ${role} login; grant create on database ${db.name} to ${admin}`)
      await client.query(`create schema wavec authorization ${admin}; grant ${role} to ${admin} with admin option`)
      try {
        await client.query(`set role ${admin}`)
        const [, optional = ''] = /(do (\$\w*\$) begin\n {2}grant pg_read_all_stats.*?\2;)/s.exec(
          roleSql({ role, owner: undefined, schema: 'public' }),
        ) ?? ['', '']
        assert.notEqual(optional, '')
        await client.query(optional)
        assert.equal((await client.query('select 1 as alive')).rows.length, 1)
      } finally {
        await client.query(`reset role; drop owned by ${admin} cascade; drop role ${role}; drop role ${admin}`)
      }
    })
  })
}

interface Migrator extends AsyncDisposable {
  readonly name: string
  readonly variables: Database['variables']
}

/** As `init --role-sql` makes it. */
async function migratorOf(db: Database): Promise<Migrator> {
  const name = `migrator_${db.name}`
  const client = await db.client()
  await client.query(roleSql({ role: name, owner: undefined, schema: 'public' }))
  return {
    name,
    variables: { ...db.variables, PGUSER: name },
    [Symbol.asyncDispose]: async () => {
      await client.query(`drop schema if exists wavec cascade; drop owned by ${name} cascade; drop role ${name}`)
      await client[Symbol.asyncDispose]()
    },
  }
}
