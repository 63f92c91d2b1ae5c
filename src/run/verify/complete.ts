import { insertAttempt } from '../ledger/attempt.ts'
import { ensureLedger } from '../ledger/ledger.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'

/** Runs once verify has passed in a container that may only read: records what it proved. */
export async function complete(step: StepOf<'complete'>, adapters: Adapters): Promise<Outcome> {
  const message = `${step.release} passed verify, and the release is complete`
  if (adapters.mode === 'dry-run') return { result: 'ok', proved: `nothing yet: the ledger would record: ${message}` }
  await using session = await adapters.database()
  await ensureLedger(session, adapters)
  await insertAttempt(session, step, adapters, { state: 'done', message })
  return { result: 'ok', proved: message }
}
