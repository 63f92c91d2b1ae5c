import { closeAbandoned, startAttempt } from '../ledger/attempt.ts'
import { ensureLedger } from '../ledger/ledger.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'

/** Before another tool migrates: opens the attempt in the ledger. A row that is still open then has no owner any more. */
export async function stamp(step: StepOf<'stamp'>, adapters: Adapters): Promise<Outcome> {
  const what = `${step.migrations.tool} is about to migrate to ${step.digest.slice(0, 12)}`
  if (adapters.mode === 'dry-run') return { result: 'ok', proved: `nothing yet: the ledger would say that ${what}` }
  await using session = await adapters.database()
  await ensureLedger(session, adapters)
  await closeAbandoned(session, step, adapters)
  await startAttempt(session, step, adapters)
  return { result: 'ok', proved: `the ledger says that ${what}` }
}
