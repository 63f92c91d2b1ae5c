import { interleave } from '../measure/interleave.ts'
import { notMeasured, timesAsLong, timesFaster } from '../measurement.ts'
import type { Scenario } from '../scenario.ts'

/** Every tool applies each file in a transaction of its own, on a server that syncs each commit to disk. */
export const migrate500: Scenario = {
  summary: 'five hundred small migrations: psql in one session, and other runners',
  rounds: { full: 5, quick: 1 },
  run: async (bench, rounds) => {
    const { wavec, psql, nodePgMigrate, graphileMigrate } = await bench.migrations(500)
    const timings = interleave({ wavec, psql: psql ?? wavec, nodePgMigrate, graphileMigrate }, rounds)
    const ours = timings.wavec
    return [
      psql === undefined
        ? notMeasured('migrate : psql', 'no psql here')
        : timesAsLong({ what: 'migrate : psql', ours, theirs: timings.psql }, 1.5),
      timesFaster({ what: 'migrate : node-pg-migrate', ours, theirs: timings.nodePgMigrate }, 1),
      timesFaster({ what: 'migrate : graphile-migrate', ours, theirs: timings.graphileMigrate }, 1),
    ]
  },
}
