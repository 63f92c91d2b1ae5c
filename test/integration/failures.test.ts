// Failures of server, network and SQL: message, location, exit code, and a ledger that stays correct.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { database, majors, server, startServer } from '../support/postgres.ts'
import { bouncer, pgbouncer } from '../support/pgbouncer.ts'
import { migrateStep, migrations, preflightStep, runWavec, type Ran } from '../support/runner.ts'
import { value } from './scenes.ts'

const files = { 'V1__t.sql': 'create table t (a int);\n' }

/** The parts of a failure that are the same in every run. */
function failure({ exit, packet, verdict, lines, stderr }: Ran) {
  assert.equal(verdict?.exit, exit)
  assert.equal(verdict?.code, packet?.code)
  assert.ok((packet?.next ?? '') !== '', `it says what to do next: ${JSON.stringify(lines)} ${stderr}`)
  return { exit, code: packet?.code, sqlstate: packet?.sqlstate }
}

for (const major of majors) {
  describe(`failures on PostgreSQL ${major}`, { concurrency: 2 }, () => {
    test('a wrong or missing password fails without a retry and is not printed', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query(
        `do $$ begin create role secured login password 'right'; exception when duplicate_object then null; end $$`,
      )
      using set = migrations(files)
      for (const PGPASSWORD of ['wrong', '']) {
        const ran = await runWavec(migrateStep(set), { variables: { ...db.variables, PGUSER: 'secured', PGPASSWORD } })
        assert.deepEqual(failure(ran), {
          exit: 4,
          code: 'database/wrong-password',
          sqlstate: PGPASSWORD === '' ? undefined : '28P01',
        })
        assert.doesNotMatch(JSON.stringify(ran.lines), /trying again/)
        assert.doesNotMatch(JSON.stringify(ran.lines), /"wrong"|:wrong@/)
      }
    })

    test('an unknown host name fails, or is retried if the resolver is unreachable', async () => {
      using set = migrations(files)
      const ran = await runWavec(migrateStep(set, { stopAfter: 5000 }), {
        variables: { PGHOST: 'no-such-host.invalid', PGUSER: 'x', PGPASSWORD: 'y' },
      })
      // An unreachable resolver gives EAI_AGAIN, which is retried; a reachable one gives a definite answer.
      assert.ok(
        ['database/no-such-host', 'database/unreachable'].includes(ran.packet?.code ?? ''),
        JSON.stringify(ran.packet),
      )
      assert.equal(ran.exit, ran.packet?.code === 'database/no-such-host' ? 4 : 75)
    })

    test('a refused connection is retried until the deadline', async () => {
      using set = migrations(files)
      // The system never assigns this port by chance, unlike one that was free a moment ago.
      const ran = await runWavec(migrateStep(set, { stopAfter: 5000 }), {
        variables: { PGHOST: '127.0.0.1', PGPORT: '9', PGUSER: 'x' },
      })
      assert.deepEqual(failure(ran), { exit: 75, code: 'database/unreachable', sqlstate: undefined })
      assert.ok(ran.lines.filter(({ message }) => message.includes('retrying in')).length >= 1)
    })

    test('a database that does not exist fails the step', async () => {
      await using db = await database(major)
      using set = migrations(files)
      const ran = await runWavec(migrateStep(set), { variables: { ...db.variables, PGDATABASE: 'nowhere' } })
      assert.deepEqual(failure(ran), { exit: 4, code: 'database/no-database', sqlstate: '3D000' })
    })

    test('required TLS fails on a server without TLS', async () => {
      const { port } = await server(major)
      using set = migrations(files)
      const ran = await runWavec(migrateStep(set), {
        variables: { PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'postgres', PGSSLMODE: 'verify-full' },
      })
      assert.deepEqual(failure(ran), { exit: 4, code: 'database/tls-refused', sqlstate: undefined })
    })

    test('an error in the third statement is shown with its line and column, and the whole file is rolled back', async () => {
      await using db = await database(major)
      using set = migrations({
        ...files,
        'V2__bad.sql':
          "create table u (a int);\n-- a comment; with a semicolon\ninsert into u values (1);\ninsert into t\n  (a) select 'ü', ä from u;\n",
      })
      const ran = await runWavec(migrateStep(set), db)
      assert.deepEqual(failure(ran), { exit: 4, code: 'database/refused', sqlstate: '42703' })
      assert.deepEqual(ran.packet?.statement, {
        file: 'V2__bad.sql',
        number: 3,
        line: 5,
        column: 19,
        source: "  (a) select 'ü', ä from u;",
      })
      assert.equal(ran.packet?.state, 'this run applied: V1__t.sql. Nothing of V2__bad.sql is left')
      await using client = await db.client()
      assert.deepEqual((await client.query('select file, state from wavec.migration')).rows, [
        { file: 'V1__t.sql', state: 'applied' },
      ])
      assert.deepEqual((await client.query('select state from wavec.attempt')).rows, [{ state: 'failed' }])
      assert.equal(await value(client, `select to_regclass('u') is null`), true)
    })

    test('invalid UTF-8, an unnamed index and a COMMIT are reported before anything is applied', async () => {
      await using db = await database(major)
      const wrong = [
        {
          content: Buffer.concat([Buffer.from("select 1;\nselect '"), Buffer.from([0xe9]), Buffer.from("';\n")]),
          code: 'migrations/not-utf8',
          line: 2,
          column: 9,
        },
        {
          content: 'create table u (a int);\ncreate index concurrently on t (a);',
          code: 'migrations/unnamed-index',
          line: 2,
          column: 1,
        },
        { content: 'begin;\nselect 1;\ncommit;', code: 'migrations/transaction-control', line: 1, column: 1 },
      ]
      for (const { content, code, line, column } of wrong) {
        using set = migrations({ ...files, 'V2__wrong.sql': content })
        const ran = await runWavec(migrateStep(set), db)
        assert.deepEqual(
          [ran.exit, ran.packet?.code, ran.packet?.statement?.line, ran.packet?.statement?.column],
          [4, code, line, column],
        )
      }
      await using client = await db.client()
      assert.equal(await value(client, `select to_regclass('t') is null`), true)
    })

    test('for a role without permissions, preflight names the missing GRANTs and migrate the refused statement', async () => {
      await using db = await database(major)
      await using client = await db.client()
      const role = `poor_${db.name}`
      await client.query(`create role ${role} login; create table t (a int)`)
      using set = migrations({ 'V1__b.sql': 'alter table t add column b int;\n' })
      const as = { variables: { ...db.variables, PGUSER: role } }
      const before = await runWavec(preflightStep(set), as)
      assert.equal(before.exit, 4)
      assert.deepEqual(
        before.packet?.details?.map((line) => line.split(', do: ')[1]),
        [
          `create schema wavec authorization "${role}"`,
          `grant create on schema "public" to "${role}"`,
          `grant "postgres" to "${role}"`,
        ],
      )
      assert.deepEqual(failure(await runWavec(migrateStep(set), as)), {
        exit: 4,
        code: 'database/permission',
        sqlstate: '42501',
      })
      await client.query(`create schema wavec authorization "${role}"`)
      const ran = await runWavec(migrateStep(set), as)
      assert.deepEqual(failure(ran), { exit: 4, code: 'database/permission', sqlstate: '42501' })
      assert.equal(ran.packet?.statement?.file, 'V1__b.sql')
      await client.query(`drop owned by ${role} cascade; drop role ${role}`)
    })

    test('for a role that cannot use or only read the ledger, preflight names the missing GRANT', async () => {
      await using db = await database(major)
      await using client = await db.client()
      const role = `reader_${db.name}`
      using set = migrations(files)
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      await client.query(`create role ${role} login`)
      const missingGrants = async () =>
        (await runWavec(preflightStep(set), { variables: { ...db.variables, PGUSER: role } })).packet?.details?.map(
          (line) => line.split(', do: ')[1],
        )
      assert.ok((await missingGrants())?.includes(`grant usage, create on schema wavec to "${role}"`))
      await client.query(
        `grant usage, create on schema wavec to ${role}; grant select on all tables in schema wavec to ${role}`,
      )
      assert.deepEqual(await missingGrants(), [
        `grant select, insert, update, delete on all tables in schema wavec to "${role}"`,
      ])
      await client.query(`drop owned by ${role}; drop role ${role}`)
    })

    test('all unmet expectations are listed, with the type names of PostgreSQL', async () => {
      await using db = await database(major)
      using set = migrations({ 'V1__t.sql': 'create table t (a int, b varchar(9), c timestamptz);' })
      const expect = [
        { table: 't', columns: { a: 'integer', b: 'varchar(10)', c: 'timestamp with time zone', d: 'text' } },
        { table: 'u' },
        { query: 'select count(*) from t', equals: 1 },
        { query: 'select nonsense', equals: 1 },
        { table: 't', columns: { a: 'no_such_type' } },
      ]
      const ran = await runWavec(migrateStep(set, { expect }), db)
      assert.equal(ran.exit, 4)
      assert.deepEqual(ran.packet?.details, [
        't.b is character varying(9), expected varchar(10)',
        't has no column d',
        'table u does not exist',
        'select count(*) from t gives 0, expected 1',
        'select nonsense: column "nonsense" does not exist (42703)',
        't: type "no_such_type" does not exist (42704)',
      ])
    })

    test('a standby is refused as read-only', async () => {
      const standby = await startServer(major, { role: 'standby' })
      using set = migrations(files)
      const as = {
        variables: { PGHOST: standby.host, PGPORT: String(standby.port), PGDATABASE: 'postgres', PGUSER: 'postgres' },
      }
      const before = await runWavec(preflightStep(set), as)
      assert.deepEqual([before.exit, before.packet?.code], [75, 'preflight/read-only'])
      assert.deepEqual(failure(await runWavec(migrateStep(set), as)), {
        exit: 75,
        code: 'database/read-only',
        sqlstate: '25006',
      })
    })

    test('a full disk rolls back the file', async (t) => {
      const on = await server(major)
      const folder = join(on.folder, 'small')
      mkdirSync(folder)
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]).status !== 0)
        return t.skip('not run: no tmpfs can be mounted here')
      try {
        const { uid = 0, gid = 0 } = ownerOf(on.folder)
        spawnSync('chown', [`${uid}:${gid}`, folder])
        chmodSync(folder, 0o700)
        await using db = await database(major)
        await using client = await db.client()
        await client.query(`create tablespace small_${db.name} location '${folder}'`)
        using set = migrations({
          ...files,
          'V2__big.sql': `create table big (a text) tablespace small_${db.name};\ninsert into big select repeat('x', 1000) from generate_series(1, 10000);\n`,
        })
        const ran = await runWavec(migrateStep(set), db)
        assert.deepEqual(failure(ran), { exit: 4, code: 'database/disk-full', sqlstate: '53100' })
        assert.equal(ran.packet?.statement?.line, 2)
        assert.equal(await value(client, `select to_regclass('big') is null`), true)
        await client.query('checkpoint')
        await client.query(`drop tablespace small_${db.name}`)
      } finally {
        spawnSync('umount', ['-l', folder])
      }
    })

    test('PgBouncer is refused with the reason in transaction mode, and accepted in session mode', async (t) => {
      const found = await pgbouncer()
      if ('missing' in found) return t.skip(`not run: ${found.missing}`)
      await using db = await database(major)
      using set = migrations(files)
      for (const mode of ['transaction', 'session']) {
        const ran = await runWavec(migrateStep(set), await bouncer(found, db, mode))
        if (mode === 'session') assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
        else assert.deepEqual(failure(ran), { exit: 4, code: 'database/pooler', sqlstate: undefined })
      }
      await using client = await db.client()
      assert.equal(await value(client, 'select count(*)::int from wavec.migration'), 1)
    })
  })
}

function ownerOf(folder: string): { uid?: number; gid?: number } {
  const { stdout } = spawnSync('stat', ['-c', '%u %g', folder], { encoding: 'utf8' })
  const [uid, gid] = stdout.trim().split(' ').map(Number)
  return { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) }
}
