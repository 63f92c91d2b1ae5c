import { DatabaseFailure } from '../../connect/pg-failure.ts'
import type { Session } from '../../connect/session.ts'
import type { Blocker } from '../../protocol/packet.ts'
import { seconds, describeBlocker } from '../blockers.ts'
import { isDeadline, Stopped, stoppedCode } from '../stopped.ts'
import type { Applying } from './applying.ts'
import { MigrationFailure, restated } from './failure.ts'
import type { LoadedMigration } from './file.ts'

/** Lock timeouts, deadlocks and serialization failures leave nothing of the file applied, so a retry is safe. */
const transient = ['55P03', '40P01', '40001']

/** Repeats `work` until it succeeds or the time is up. Before each retry its open transaction is rolled back. */
export async function retried<T>(applying: Applying, migration: LoadedMigration, work: () => Promise<T>): Promise<T> {
  const { session, adapters } = applying
  const { clock, log, random, stop } = adapters
  let before: MigrationFailure | undefined
  for (let attempt = 1; ; attempt++) {
    if (stop.aborted) throw before === undefined ? new Stopped(stop.reason) : timeIsUp(before, attempt - 1)
    try {
      return await work()
    } catch (error) {
      await rollback(session)
      if (!(error instanceof MigrationFailure)) throw error
      // The failure of the previous attempts says more than that the last one ran out of time.
      if (error.code === stoppedCode && before !== undefined && isDeadline(stop.reason)) throw timeIsUp(before, attempt)
      if (!isTransient(error)) throw error
      before = withBlockers(error, before)
      const wait = Math.min(100 * 2 ** (attempt - 1), 5000) * (0.5 + random())
      if (clock.now() + wait >= clock.deadline) throw timeIsUp(before, attempt)
      log.warn(`${migration.entry.file}: ${error.sqlstate} on attempt ${attempt}, retrying in ${seconds(wait)}`, {
        blockedBy: before.blockers.map(describeBlocker),
      })
      await clock.sleep(wait, stop)
    }
  }
}

/** A short wait may end before the blockers are read. Then those of the previous attempt are reported. */
function withBlockers(error: MigrationFailure, before: MigrationFailure | undefined): MigrationFailure {
  if (error.blockers.length > 0 || before?.statement?.number !== error.statement?.number) return error
  return restated(error, error.message, { exit: error.exit === 75 ? 75 : 4, blockers: before?.blockers })
}

/** A failure with a state of its own may have left something. */
function isTransient({ code, sqlstate = '', state }: MigrationFailure): boolean {
  return code !== stoppedCode && state === undefined && transient.includes(sqlstate)
}

function timeIsUp(error: MigrationFailure, tries: number): MigrationFailure {
  const next = nextFor(error.blockers, error.next)
  return restated(
    error,
    `${error.message} (${tries} ${tries === 1 ? 'attempt' : 'attempts'} until the deadline of this step)`,
    { exit: 75, next },
  )
}

export function nextFor([blocker]: readonly Blocker[], otherwise: string): string {
  if (blocker === undefined || blocker.pid === 0) return otherwise
  return `select pg_terminate_backend(${blocker.pid});   # ends the blocking session, then: argocd app sync`
}

/** Rolls back. `lost` if the connection is: then the server rolls back too, unless it received a COMMIT. */
export async function rollback(session: Session, after = ''): Promise<'answered' | 'lost'> {
  try {
    await session.query(after === '' ? 'rollback' : `rollback; ${after}`)
    return 'answered'
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error
    return 'lost'
  }
}
