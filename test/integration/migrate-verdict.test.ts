// The step decides how the process ends, and not whether somebody could be told.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { describe, test } from 'node:test'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec } from '../support/runner.ts'
import { value } from './scenes.ts'

/** A folder: nothing can be written there, whoever asks. */
const env = { WAVEC_TERMINATION_LOG: tmpdir() }

for (const major of majors.slice(0, 1)) {
  describe(`a verdict that can't be written, on PostgreSQL ${major}`, { concurrency: 2 }, () => {
    test('after a migration that succeeded: exit 0, and the log says so', async () => {
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

    test('after one that failed: exit 4, with its packet', async () => {
      await using db = await database(major)
      using set = migrations({ 'V1__t.sql': 'create table t (a nonsense);\n' })
      const ran = await runWavec(migrateStep(set), db, { env })
      assert.deepEqual([ran.exit, ran.packet?.sqlstate, ran.stderr], [4, '42704', ''])
    })
  })
}
