import { closing } from '../ledger/recorded.ts'
import { openAttempt, startAttempt } from '../ledger/attempt.ts'
import { noteContracts } from './contracts.ts'
import { checkExpectations } from './expectations.ts'
import { ensureLedger } from '../ledger/ledger.ts'
import { readIndex } from './set.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'

/** Runs after another tool has migrated: closes the attempt that `stamp` opened once the expectations are met. */
export async function expect(step: StepOf<'expect'>, adapters: Adapters): Promise<Outcome> {
  await using session = await adapters.database()
  const check = async (): Promise<Outcome> => {
    const packet = await checkExpectations(session, step.expect)
    if (packet !== undefined) return { result: 'failed', packet }
    const facts =
      step.expect.length === 0
        ? ''
        : `, and ${step.expect.length} ${step.expect.length === 1 ? 'expectation is' : 'expectations are'} met`
    return { result: 'ok', proved: `${step.migrations.tool} has migrated to ${step.digest.slice(0, 12)}${facts}` }
  }
  if (adapters.mode === 'dry-run') return await check()
  await ensureLedger(session, adapters)
  const attempt = (await openAttempt(session, step, adapters)) ?? (await startAttempt(session, step, adapters))
  await noteContracts(session, step, { attempt, entries: await readIndex(step.migrations, adapters.files) })
  return await closing(session, attempt, check)
}
