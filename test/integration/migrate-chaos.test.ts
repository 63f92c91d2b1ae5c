// A few random faults of each kind that needs no machine of its own. WAVEC_SEED repeats a run; the bench plays hundreds.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { faultNames } from '../bench/chaos/faults.ts'
import { playRound } from '../bench/chaos/round.ts'
import { chaosServer } from '../bench/chaos/site.ts'
import { majors } from '../support/postgres.ts'

const seed = Number(process.env['WAVEC_SEED'] ?? randomInt(2 ** 30))
/** One lasts until a deadline, the other needs the right to mount a file system. */
const left = ['packets swallowed', 'disk full']

for (const major of majors)
  test(`random faults on PostgreSQL ${major} lose and double nothing, and the words are true, seed ${seed}`, async () => {
    const server = await chaosServer(major)
    for (const fault of faultNames.filter((name) => !left.includes(name)))
      assert.deepEqual((await playRound(server, fault, seed)).problems, [], `${fault}, seed ${seed}`)
  })
