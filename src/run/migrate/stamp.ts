import { closeAbandoned, startAttempt } from '../ledger/attempt.ts'
import { ensureLedger } from '../ledger/ledger.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'

/** Runs before another tool migrates: opens the attempt in the ledger. Rows that are still open belong to pods that are gone. */
export async function stamp(step: StepOf<'stamp'>, adapters: Adapters): Promise<Outcome> {
  const what = `${step.migrations.tool} is about to migrate to ${step.digest.slice(0, 12)}`
  if (adapters.mode === 'dry-run') return { result: 'ok', proved: `nothing yet: the ledger would record that ${what}` }
  await using session = await adapters.database()
  await ensureLedger(session, adapters)
  await closeAbandoned(session, step, adapters)
  await startAttempt(session, step, adapters)
  return { result: 'ok', proved: `the ledger records that ${what}` }
}
