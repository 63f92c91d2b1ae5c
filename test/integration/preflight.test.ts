// Preflight on real servers: it reports all problems at once, and checks the live version before the migration.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { lockKey } from '../../src/run/lock.ts'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, preflightStep, runWavec } from '../support/runner.ts'
import { until, value } from './scenes.ts'

const files = { 'V1__t.sql': 'create table t (a int);\n' }

for (const major of majors) {
  describe(`preflight on PostgreSQL ${major}`, () => {
    test('an empty database passes, and checks that need an earlier release are skipped', async () => {
      await using db = await database(major)
      using set = migrations(files)
      const live = { url: 'http://127.0.0.1:1', http: [{ path: '/healthz', status: 200, timeout: 500 }] }
      const ran = await runWavec(
        preflightStep(set, { checks: { minVersion: '1', maxReplicationLag: 1000, maxTransactionAge: 60_000 }, live }),
        db,
      )
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      const log = ran.lines.map(({ message }) => message).join('\n')
      assert.match(log, /pending: V1__t\.sql/)
      assert.doesNotMatch(log, /is not known/)
      assert.match(log, /minVersion skipped: first release/)
      assert.match(log, /live checks skipped: first release/)
      assert.match(log, /superuser, which a migration does not need/)
      assert.match(log, /proved: the database is ready for orders v1$/)
    })

    test('what the engine refuses fails the preflight, unless another tool applies the files', async () => {
      await using db = await database(major)
      using set = migrations({ 'V1__t.sql': 'begin;\ncreate table t (a int);\ncommit;\n' })
      const own = preflightStep(set)
      const refused = await runWavec(own, db)
      assert.deepEqual([refused.exit, refused.packet?.code], [4, 'migrations/transaction-control'])
      if (own.kind !== 'preflight') throw new Error(own.kind)
      const flyway = await runWavec({ ...own, migrations: { ...own.migrations, tool: 'flyway' } }, db)
      assert.equal(flyway.exit, 0, JSON.stringify(flyway.packet))
    })

    test('an index that an older wavec wrote: the way back is not known', async () => {
      await using db = await database(major)
      using set = migrations(files)
      const index = `${set.folder}/index.json`
      writeFileSync(index, readFileSync(index, 'utf8').replace(/,"undo":\[.*?\]/, ''))
      const ran = await runWavec(preflightStep(set), db)
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      const log = ran.lines.map(({ message }) => message).join('\n')
      assert.match(log, /how to revert V1__t\.sql is not known/)
      await using client = await db.client()
      assert.equal(await value(client, 'select sql is null from wavec.reversal'), true)
    })

    test('a dry run writes nothing', async () => {
      await using db = await database(major)
      using set = migrations(files)
      assert.equal((await runWavec(preflightStep(set), db, { args: ['--dry-run'] })).exit, 0)
      await using client = await db.client()
      assert.equal(await value(client, `select to_regnamespace('wavec') is null`), true)
    })

    test('all problems are reported, each with a fix', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using old = await db.client()
      await using migrator = await db.client()
      await using reader = await db.client()
      await using builder = await db.client()
      using set = migrations(files)
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      await client.query(`insert into wavec.attempt (pipeline, target, step, job, pod, release, digest, wavec, state)
        values ('orders', '', 'verify', 'j', 'p', 'v0', 'd', '0', 'done'), ('orders', '', 'migrate', 'gone', 'gone', 'v0', 'd', '0', 'started')`)
      await old.query(`begin; select 'a secret' from t`)
      await migrator.query(`select pg_advisory_lock(${lockKey({ pipeline: 'orders', target: '' })})`)
      // An INVALID index that no session is building.
      await reader.query('begin isolation level repeatable read; select 1 from t')
      const builderPid = await value(builder, 'select pg_backend_pid()')
      const building = assert.rejects(builder.query('create index concurrently t_a on t (a)'), { code: '57014' })
      await until(
        'the index is there',
        async () => (await value(client, `select to_regclass('t_a') is not null`)) === true,
      )
      await client.query('select pg_cancel_backend($1)', [builderPid])
      await building
      const pid = await value(old, 'select pg_backend_pid()')
      await until(
        'the transaction is older than 50 ms',
        async () =>
          (await value(
            client,
            `select clock_timestamp() - xact_start > interval '60 ms' from pg_stat_activity where pid = ${Number(pid)}`,
          )) === true,
      )
      using edited = migrations({ 'V1__t.sql': `${files['V1__t.sql']}-- edited` })
      const checks = { minVersion: '7', maxTransactionAge: 50, role: 'migrator' }
      const ran = await runWavec(preflightStep(edited, { checks }), db)
      assert.equal(ran.exit, 4)
      const details = (ran.packet?.details ?? []).join('\n')
      assert.match(details, /connected as postgres, expected migrator/)
      assert.match(details, /V1__t\.sql was edited after it was applied/)
      assert.match(details, /the schema is at version 1, but this release requires at least 7/)
      assert.match(details, /another migrator is at work: pid \d+/)
      assert.match(
        details,
        new RegExp(
          `pid ${String(pid)} \\(postgres.*has had a transaction open for .*, do: select pg_terminate_backend`,
        ),
      )
      assert.match(
        ran.lines.map(({ message }) => message).join('\n'),
        /t_a on t \(owner postgres\) is INVALID, .*drop index concurrently t_a/,
      )
      assert.doesNotMatch(JSON.stringify(ran.lines), /a secret/)
      // Another session holds the lock, so the open attempt may still be running.
      assert.equal(await value(client, `select state from wavec.attempt where job = 'gone'`), 'started')
      await migrator.query('select pg_advisory_unlock_all()')
      await runWavec(preflightStep(edited, { checks }), db)
      assert.equal(await value(client, `select state from wavec.attempt where job = 'gone'`), 'abandoned')
    })

    test('the results of the live version before the migration are stored for the smoke test', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations(files)
      assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
      await client.query(
        `insert into wavec.attempt (pipeline, target, step, job, pod, release, digest, wavec, state) values ('orders', '', 'verify', 'j', 'p', 'v0', 'd', '0', 'done')`,
      )
      const server = createServer((request, response) =>
        response.writeHead(request.url === '/healthz' ? 200 : 500).end('{}'),
      )
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
      const http = ['/healthz', '/orders/1'].map((path) => ({ path, status: 200, timeout: 20_000 }))
      const ran = await runWavec(preflightStep(set, { live: { url, http } }), db)
      server.close()
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      const { rows } = await client.query('select url, passed from wavec.baseline order by number')
      assert.deepEqual(rows, [
        { url: `${url}/healthz`, passed: true },
        { url: `${url}/orders/1`, passed: false },
      ])
      assert.ok(ran.lines.some(({ level, message }) => level === 'warn' && message.includes('fails GET')))
    })
  })
}
