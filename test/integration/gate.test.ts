// The gate of a workload's pod: a separate process that queries real servers as a role that can only read the ledger.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { roleSql } from '../../src/run/role-sql.ts'
import type { Step } from '../../src/protocol/step.ts'
import { database, majors, onServer, type Database } from '../support/postgres.ts'
import { databaseOf, migrateStep, migrations, runWavec, start, type Migrations } from '../support/runner.ts'

type Gate = Extract<Step, { kind: 'gate' }>

function gateStep(
  set: Migrations,
  settings: Partial<Pick<Gate, 'release' | 'onUnreachable' | 'stopAfter'>> = {},
): Gate {
  return {
    contract: 1,
    pipeline: 'orders',
    environment: 'default',
    namespace: 'shop',
    release: 'v1',
    digest: set.digest,
    // Long enough to connect on a busy machine; a waiting gate queries twice in this time.
    stopAfter: 5000,
    kind: 'gate',
    database: databaseOf({}),
    onUnreachable: 'closed',
    ...settings,
  }
}

interface Roles extends AsyncDisposable {
  readonly gate: { readonly variables: Readonly<Record<string, string>> }
  readonly migrator: { readonly variables: Readonly<Record<string, string>> }
}

/** Both roles, as `init --role-sql … --gate …` creates them. */
async function roles(db: Database): Promise<Roles> {
  const [role, gate] = [`migrator_${db.name}`, `gate_${db.name}`]
  const client = await db.client()
  await client.query(roleSql({ role, owner: undefined, schema: 'public', gate }))
  return {
    gate: { variables: { ...db.variables, PGUSER: gate } },
    migrator: { variables: { ...db.variables, PGUSER: role } },
    [Symbol.asyncDispose]: async () => {
      await client.query(`drop owned by ${gate} cascade; drop owned by ${role} cascade`)
      await client.end()
      await onServer(db.server, `drop role ${gate}; drop role ${role}`)
    },
  }
}

const v1 = { 'V1__t.sql': 'create table t (id bigint, old text);\n' }
const v2 = { ...v1, 'V2__new.sql': 'alter table t add column new text;\n' }
const v3 = {
  ...v2,
  'V3__drop.sql': '-- Nobody reads it since v2.\n-- wavec:contract\nalter table t drop column old;\n',
}

for (const major of majors) {
  describe(`gate on PostgreSQL ${major}`, { concurrency: 3 }, () => {
    test('the gate holds a pod until its migrations are applied, and a waiting pod then starts by itself', async () => {
      await using db = await database(major)
      await using as = await roles(db)
      using set = migrations(v1)
      const held = await runWavec(gateStep(set), as.gate)
      assert.deepEqual([held.exit, held.packet?.code], [75, 'gate/not-migrated'], held.stderr)
      assert.match(held.packet?.details?.join() ?? '', /no migration was ever recorded/)
      const waiting = await start(gateStep(set, { stopAfter: 60_000 }), as.gate)
      await waiting.seen('this pod waits')
      assert.equal((await runWavec(migrateStep(set), as.migrator)).exit, 0)
      const passed = await waiting.ended
      assert.deepEqual([passed.exit, passed.verdict?.message], [0, 'the database has the migrations of orders v1'])
      using next = migrations(v2)
      const later = await runWavec(gateStep(next, { release: 'v2' }), as.gate)
      assert.deepEqual([later.exit, later.packet?.code], [75, 'gate/not-migrated'])
      assert.match(later.packet?.details?.join() ?? '', /the last migrate attempt was for v1 \([0-9a-f]{12}\): done/)
    })

    test('after a contract the gate refuses releases older than the one before it, even after a rollback', async () => {
      await using db = await database(major)
      await using as = await roles(db)
      using one = migrations(v1)
      using two = migrations(v2)
      using three = migrations(v3)
      for (const [release, set] of [
        ['v1', one],
        ['v2', two],
      ] as const)
        assert.equal((await runWavec(migrateStep(set, { release }), as.migrator)).exit, 0)
      assert.equal((await runWavec(gateStep(one), as.gate)).exit, 0, 'v2 only added')
      assert.equal((await runWavec(migrateStep(three, { release: 'v3' }), as.migrator)).exit, 0)
      const v1Now = await runWavec(gateStep(one), as.gate)
      assert.deepEqual([v1Now.exit, v1Now.packet?.code], [4, 'gate/contracted'])
      assert.match(
        v1Now.packet?.message ?? '',
        /^V3__drop\.sql of v3 removed parts of the schema that orders v1 may still use$/,
      )
      assert.equal((await runWavec(gateStep(two, { release: 'v2' }), as.gate)).exit, 0, 'it still serves')
      assert.equal((await runWavec(gateStep(three, { release: 'v3' }), as.gate)).exit, 0)
      assert.equal((await runWavec(migrateStep(one), as.migrator)).exit, 0, 'reverted: nothing to apply')
      assert.equal((await runWavec(gateStep(one), as.gate)).exit, 4)
    })

    test('the role of the gate can read the ledger and nothing else', async () => {
      await using db = await database(major)
      await using as = await roles(db)
      using set = migrations(v1)
      assert.equal((await runWavec(migrateStep(set), as.migrator)).exit, 0)
      await using client = await db.client()
      const gate = as.gate.variables['PGUSER'] ?? ''
      await client.query(`set role ${gate}`)
      await client.query('select from wavec.attempt')
      for (const sql of ['select from public.t', 'update wavec.attempt set state = state', 'create table wavec.x ()'])
        await assert.rejects(client.query(sql), { code: '42501' }, sql)
      await client.query('reset role')
      await client.query(`revoke select on all tables in schema wavec from ${gate}`)
      const refused = await runWavec(gateStep(set, { onUnreachable: 'open' }), as.gate)
      assert.deepEqual([refused.exit, refused.packet?.code], [4, 'database/permission'], 'an answer, and not silence')
    })
  })
}

test('with an unreachable database, onUnreachable: open starts the pod with a warning, and closed makes it wait', async () => {
  using set = migrations(v1)
  const nowhere = {
    variables: { PGHOST: '127.0.0.1', PGPORT: '9', PGDATABASE: 'orders', PGUSER: 'gate', PGPASSWORD: 'x' },
  }
  const open = await runWavec(gateStep(set, { onUnreachable: 'open' }), nowhere)
  assert.equal(open.exit, 0)
  assert.match(open.verdict?.message ?? '', /^nothing: the database is unreachable, and onUnreachable: open/)
  assert.ok(open.lines.some(({ level, message }) => level === 'warn' && /it is unknown whether/.test(message)))
  const closed = await runWavec(gateStep(set), nowhere)
  assert.deepEqual([closed.exit, closed.packet?.code], [75, 'gate/unreachable'])
})
