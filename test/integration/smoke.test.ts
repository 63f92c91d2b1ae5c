// Preflight, migrate and smoke-test as Jobs run them, while a real old version serves requests from the same database.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { Client } from 'pg'
import { describe, test } from 'node:test'
import type { Step } from '../../src/protocol/step.ts'
import { renderPacket } from '../../src/run/packet.ts'
import { golden } from '../support/golden.ts'
import { database, majors } from '../support/postgres.ts'
import { databaseOf, migrateStep, migrations, preflightStep, runWavec, type Migrations } from '../support/runner.ts'
import { snapshot, value } from './scenes.ts'

const first = {
  'V1__orders.sql': "create table orders (id int primary key, note text);\ninsert into orders values (1, 'n');\n",
}

for (const major of majors) {
  describe(`smoke on PostgreSQL ${major}`, { concurrency: 2 }, () => {
    test('if the old version fails a check that it passed before, the step exits 4 and suggests SQL to revert, also on a retry', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using old = await oldVersion(client)
      using before = migrations(first)
      using set = migrations({
        ...first,
        'V2__status.sql': "alter table orders add column status text not null default 'new';\n",
        'V3__rename.sql':
          'alter table orders rename column note to remark;\ncreate index orders_remark_idx on orders (remark);\n',
      })
      assert.equal((await runWavec(migrateStep(before), db)).exit, 0)
      await completed(client)
      const intact = await snapshot(client)
      const live = { url: old.url, http: [{ path: '/orders', status: 200, timeout: 20_000 }] }
      const release = 'v2'
      assert.equal((await runWavec(preflightStep(set, { live, release }), db)).exit, 0)
      assert.equal((await runWavec(migrateStep(set, { release }), db)).exit, 0)
      const ran = await runWavec(smokeStep(set, live), db)
      assert.equal(ran.exit, 4, JSON.stringify(ran.lines))
      assert.ok(ran.packet !== undefined)
      golden(
        'test/integration/smoke-affected.out',
        `${renderPacket(ran.packet).join('\n')}\n`.replaceAll(old.url, 'http://orders'),
      )
      assert.match(ran.verdict?.message ?? '', /^production affected: /)
      // Argo CD may retry the sync: the baseline stays the one from before the migration.
      const again = await runWavec(preflightStep(set, { live, release }), db)
      assert.equal(again.exit, 0)
      assert.match(JSON.stringify(again.lines), /which it passed at the first attempt of this release/)
      assert.equal((await runWavec(smokeStep(set, live), db)).exit, 4)
      // One statement at a time, like psql.
      for (const sql of (ran.packet.next ?? '').split(';').filter((text) => text.trim() !== '')) await client.query(sql)
      assert.deepEqual(await snapshot(client), intact)
      const restored = await runWavec(smokeStep(set, live), db)
      assert.equal(restored.exit, 0, JSON.stringify(restored.packet))
      const repeated = await runWavec(migrateStep(set, { release }), db)
      assert.match(repeated.verdict?.message ?? '', /2 files applied/)
    })

    test('an irreversible change advises to roll forward; a check that failed before, or had no server, does not count', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await using old = await oldVersion(client)
      using before = migrations(first)
      using set = migrations({ ...first, 'V2__drop.sql': 'alter table orders drop column note;\n' })
      assert.equal((await runWavec(migrateStep(before), db)).exit, 0)
      await completed(client)
      const release = 'v2'
      const offline = { url: 'http://127.0.0.1:9', http: [{ path: '/orders', status: 200, timeout: 500 }] }
      const live = {
        url: old.url,
        http: ['/orders', '/broken'].map((path) => ({ path, status: 200, timeout: 20_000 })),
      }
      assert.equal((await runWavec(preflightStep(set, { live: offline, release }), db)).exit, 0)
      const skipped = await runWavec(smokeStep(set, offline), db)
      assert.equal(skipped.exit, 0, JSON.stringify(skipped.packet))
      assert.match(skipped.verdict?.message ?? '', /live checks skipped: nothing served before the migration/)
      assert.equal((await runWavec(preflightStep(set, { live, release }), db)).exit, 0)
      const unharmed = await runWavec(smokeStep(set, live), db)
      assert.equal(unharmed.exit, 0)
      assert.ok(
        unharmed.lines.some(
          ({ level, message }) => level === 'warn' && message.includes('failed before the migration too'),
        ),
      )
      assert.equal((await runWavec(migrateStep(set, { release }), db)).exit, 0)
      const ran = await runWavec(smokeStep(set, live), db)
      assert.deepEqual([ran.exit, ran.packet?.code], [4, 'smoke-test/production-affected'])
      assert.match(ran.packet?.details?.[0] ?? '', /^1\. roll forward: correct the effect of V2__drop\.sql/)
      assert.equal(
        await value(client, `select state from wavec.attempt where step = 'smoke-test' order by id desc limit 1`),
        'failed',
      )
    })
  })
}

function smokeStep(set: Migrations, live: NonNullable<Extract<Step, { kind: 'smoke-test' }>['live']>): Step {
  return {
    contract: 1,
    pipeline: 'orders',
    environment: 'default',
    namespace: 'shop',
    release: 'v2',
    digest: set.digest,
    stopAfter: 60_000,
    kind: 'smoke-test',
    database: databaseOf({}),
    http: [],
    sql: [],
    live,
  }
}

async function completed(client: Client): Promise<void> {
  await client.query(`insert into wavec.attempt (pipeline, target, step, job, pod, release, digest, wavec, state, ended_at)
    values ('orders', '', 'verify', 'j', 'p', 'v1', 'd', '0', 'done', clock_timestamp())`)
}

/** Serves the table with the columns of the old schema. */
async function oldVersion(client: Client): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    const sql = request.url === '/orders' ? 'select id, note from orders' : 'select nothing'
    client.query(sql).then(
      ({ rows }) => response.writeHead(200).end(JSON.stringify(rows)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: close }
}
