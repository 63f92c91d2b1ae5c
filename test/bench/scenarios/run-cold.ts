import { interleave } from '../measure/interleave.ts'
import { timesAsLong } from '../measurement.ts'
import type { Contender } from '../measure/contender.ts'
import { time } from '../measure/contender.ts'
import type { Scenario } from '../scenario.ts'

/** What every sync pays for a release that is already applied: start, connect, compare, write the ledger. */
export const runCold: Scenario = {
  summary: 'wavec run with nothing to do, against a node that does nothing',
  rounds: { full: 21, quick: 7 },
  run: async (bench, rounds) => {
    const { wavec, unchanged } = await bench.migrations(20)
    time(wavec)
    const bareNode: Contender = {
      name: 'node',
      program: process.execPath,
      args: ['-e', '0'],
      cwd: bench.folder,
      before: () => undefined,
    }
    const timings = interleave({ bareNode, unchanged }, rounds)
    return [
      timesAsLong({ what: 'run, nothing to apply : bare node', ours: timings.unchanged, theirs: timings.bareNode }, 3),
    ]
  },
}
