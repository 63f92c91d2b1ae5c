// The runner is killed at random moments: the next run converges. WAVEC_SEED repeats a run.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { randomInt } from 'node:crypto'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec, start } from '../support/runner.ts'
import { assertWhole, mixedFiles, runnerBackends, sleep, snapshot, until, value } from './scenes.ts'

const seed = Number(process.env['WAVEC_SEED'] ?? randomInt(2 ** 31))
const kills = Number(process.env['WAVEC_KILLS'] ?? 10)

for (const major of majors) {
  describe(`killed migrations on PostgreSQL ${major}, seed ${seed}`, () => {
    test(`${kills} kills: each rerun reaches the same schema and leaves nothing unfinished`, async (t) => {
      const random = mulberry(seed + major)
      using set = migrations(mixedFiles)
      await using whole = await database(major)
      const undisturbed = await runWavec(migrateStep(set), whole)
      assert.equal(undisturbed.exit, 0)
      await using wholeClient = await whole.client()
      const expected = await snapshot(wholeClient)
      let interrupted = 0
      for (let round = 0; round < kills; round++) {
        const wait = 40 + random() * (undisturbed.ms + 40)
        interrupted += await killedOnce(major, set, {
          wait,
          expected,
          label: `seed ${seed}, round ${round}, after ${Math.round(wait)} ms`,
        })
      }
      t.diagnostic(`${interrupted} of ${kills} on PostgreSQL ${major} were killed before they were done`)
    })
  })
}

interface Kill {
  readonly wait: number
  readonly expected: readonly string[]
  readonly label: string
}

async function killedOnce(
  major: (typeof majors)[number],
  set: ReturnType<typeof migrations>,
  { wait, expected, label }: Kill,
): Promise<number> {
  const db = await database(major)
  const client = await db.client()
  try {
    const running = await start(migrateStep(set), db)
    await sleep(wait)
    running.child.kill('SIGKILL')
    const { exit } = await running.ended
    await until(`${label}: no backend is left`, async () => (await runnerBackends(client)) === 0)
    // Twice, because the rerun may be killed too.
    const second = await start(migrateStep(set), db)
    await sleep(wait / 2)
    second.child.kill('SIGKILL')
    await second.ended
    const last = await runWavec(migrateStep(set), db)
    assert.equal(last.exit, 0, `${label}: ${JSON.stringify(last.packet)}`)
    await assertWhole(client)
    assert.deepEqual(await snapshot(client), expected, label)
    assert.equal(await value(client, 'select n from counter'), 1, label)
    assert.equal(await value(client, `select count(*)::int from wavec.attempt where state = 'started'`), 0, label)
    return exit === null ? 1 : 0
  } finally {
    await client.end()
    await db[Symbol.asyncDispose]()
  }
}

/** A small random generator (mulberry32) with the same numbers on every machine. */
function mulberry(from: number): () => number {
  let state = Math.trunc(from)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
