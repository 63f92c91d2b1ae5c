// Files with very many statements: the deadline and signals hold while they are read, and while they are applied.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, start } from '../support/runner.ts'
import { sleep, value } from './scenes.ts'

const line = "insert into a (id, name, note) values (1, 'name', 'some text of no interest');\n"

for (const major of majors.slice(-1))
  describe(`a file of many statements on PostgreSQL ${major}`, () => {
    test('SIGTERM while 500,000 statements are read ends the step with a verdict', async () => {
      await using db = await database(major)
      using set = migrations(
        { 'V1__a.sql': `create table a (id int, name text, note text);\n${line.repeat(500_000)}` },
        'absent',
      )
      const { seen, child, ended } = await start(migrateStep(set), db)
      await seen('created the ledger')
      await sleep(300)
      const asked = performance.now()
      child.kill('SIGTERM')
      const ran = await ended
      // A second on an idle machine.
      assert.ok(performance.now() - asked < 5000, `after ${performance.now() - asked} ms`)
      assert.deepEqual([ran.exit, ran.verdict?.exit, ran.verdict?.code], [75, 75, 'run/stopped'], ran.stderr)
      assert.match(ran.verdict?.message ?? '', /stopped: SIGTERM/)
      await using client = await db.client()
      assert.equal(await value(client, `select to_regclass('a')`), null)
      assert.equal(await value(client, `select state from wavec.attempt`), 'retry')
    })

    test('the deadline ends a file of statements that are each too short to be cancelled', async () => {
      await using db = await database(major)
      using set = migrations(
        {
          'V1__a.sql': `create table a (id int);\n${'insert into a values (1);\n'.repeat(200_000)}`,
        },
        'absent',
      )
      const { ended } = await start(migrateStep(set, { stopAfter: 4000 }), db)
      const ran = await ended
      assert.ok(ran.ms < 12_000, `after ${ran.ms} ms`)
      assert.deepEqual([ran.exit, ran.verdict?.exit, ran.verdict?.code], [75, 75, 'run/stopped'], ran.stderr)
      assert.match(ran.verdict?.message ?? '', /the 4 s of this step are over/)
      assert.match(ran.packet?.state ?? '', /Nothing of V1__a.sql is left/)
      await using client = await db.client()
      assert.equal(await value(client, `select to_regclass('a')`), null)
    })

    test('100,000 statements are applied with one line in the log', async () => {
      await using db = await database(major)
      using set = migrations(
        {
          'V1__a.sql': `create table a (id int);\n${'insert into a values (1);\n'.repeat(100_000)}`,
        },
        'absent',
      )
      const ran = await (await start(migrateStep(set, { stopAfter: 300_000 }), db)).ended
      assert.equal(ran.exit, 0, JSON.stringify(ran.packet))
      assert.equal(ran.lines.filter(({ message }) => message.includes('V1__a.sql')).length, 1)
      assert.ok(ran.lines.length < 10, `${ran.lines.length} lines`)
      await using client = await db.client()
      assert.equal(await value(client, 'select count(*) from a'), '100000')
    })
  })
