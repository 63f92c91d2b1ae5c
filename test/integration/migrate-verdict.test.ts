// The exit code is the step's result, even if the verdict can't be written.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { describe, test } from 'node:test'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec } from '../support/runner.ts'
import { value } from './scenes.ts'

/** A folder: no user can write a file at this path. */
const env = { WAVEC_TERMINATION_LOG: tmpdir() }

for (const major of majors.slice(0, 1)) {
  describe(`a verdict that can't be written, on PostgreSQL ${major}`, { concurrency: 2 }, () => {
    test('exits 0 after a successful migration, and logs the write error', async () => {
      await using db = await database(major)
      using set = migrations({ 'V1__t.sql': 'create table t (a int);\n' })
      const ran = await runWavec(migrateStep(set), db, { env })
      assert.deepEqual([ran.exit, ran.stderr], [0, ''])
      assert.match(ran.lines.at(-2)?.message ?? '', /^proved: .*1 file applied$/)
      const last = ran.lines.at(-1)
      assert.equal(last?.level, 'warn')
      assert.match(last?.message ?? '', /^the verdict could not be written \(EISDIR: .*\); the exit code is the step's/)
      await using client = await db.client()
      assert.equal(await value(client, `select state from wavec.migration`), 'applied')
    })

    test('exits 4 after a failed migration, with its packet', async () => {
      await using db = await database(major)
      using set = migrations({ 'V1__t.sql': 'create table t (a nonsense);\n' })
      const ran = await runWavec(migrateStep(set), db, { env })
      assert.deepEqual([ran.exit, ran.packet?.sqlstate, ran.stderr], [4, '42704', ''])
    })
  })
}
