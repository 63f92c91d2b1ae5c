import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import { exitCode } from '../../protocol/process.ts'
import { endAttempt, insertAttempt, startAttempt, type Ended, type LedgerStep } from './attempt.ts'
import type { Adapters, Outcome } from '../step-runner.ts'

/** Opens a row in the ledger, does the work of a step and closes the row. The ledger must exist. */
export async function recorded(
  session: Session,
  step: LedgerStep,
  adapters: Adapters,
  work: (attempt: string) => Promise<Outcome>,
): Promise<Outcome> {
  const attempt = await startAttempt(session, step, adapters)
  return closing(session, attempt, () => work(attempt))
}

/**
 * For work that changes nothing but may fail: writes one closed row at the end. A migrator that holds the lock meanwhile
 * would mark an open row as abandoned.
 */
export async function noted(
  session: Session,
  step: LedgerStep,
  adapters: Adapters,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  return ending(work, async (ended) => void (await insertAttempt(session, step, adapters, ended)))
}

/** Does the work, then closes the row with its outcome. */
export async function closing(session: Session, attempt: string, work: () => Promise<Outcome>): Promise<Outcome> {
  return ending(work, async (ended) => endAttempt(session, attempt, ended))
}

interface Ending {
  readonly state: Ended
  readonly message: string
}

async function ending(work: () => Promise<Outcome>, write: (ended: Ending) => Promise<void>): Promise<Outcome> {
  let outcome: Outcome
  try {
    outcome = await work()
  } catch (error) {
    if (error instanceof Failure) {
      const state = error.exit === exitCode.retry ? 'retry' : 'failed'
      await unlessLost(async () => write({ state, message: error.message }))
    }
    throw error
  }
  await write(
    outcome.result === 'ok'
      ? { state: 'done', message: outcome.proved }
      : { state: outcome.result, message: outcome.packet.message },
  )
  return outcome
}

/** If the connection itself failed, the write fails too and must not hide the cause. The next attempt closes the row. */
async function unlessLost(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}
