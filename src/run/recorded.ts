import { Failure } from '../connect/failure.ts'
import type { Session } from '../connect/session.ts'
import { exitCode } from '../contract/process.ts'
import { endAttempt, startAttempt, type Ended, type LedgerStep } from './attempt.ts'
import type { Adapters, Outcome } from './step-runner.ts'

/** Does the work of a step between the opening and the closing of its row in the ledger, which has to be there. */
export async function recorded(
  session: Session,
  step: LedgerStep,
  adapters: Adapters,
  work: (attempt: string) => Promise<Outcome>,
): Promise<Outcome> {
  const attempt = await startAttempt(session, step, adapters)
  return closing(session, attempt, () => work(attempt))
}

/** Does the work, then closes the row with what became of it. */
export async function closing(session: Session, attempt: string, work: () => Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome
  try {
    outcome = await work()
  } catch (error) {
    if (error instanceof Failure) {
      await closeAfter(session, attempt, {
        state: error.exit === exitCode.retry ? 'retry' : 'failed',
        message: error.message,
      })
    }
    throw error
  }
  const ended =
    outcome.result === 'ok'
      ? { state: 'done' as const, message: outcome.proved }
      : { state: outcome.result, message: outcome.packet.message }
  await endAttempt(session, attempt, ended)
  return outcome
}

/** The connection may be what failed, and the failure must not be hidden by that: the next attempt closes the row. */
async function closeAfter(
  session: Session,
  attempt: string,
  ended: { readonly state: Ended; readonly message: string },
): Promise<void> {
  try {
    await endAttempt(session, attempt, ended)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}
