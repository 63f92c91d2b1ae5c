import type { Session } from '../../connect/session.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { scopeOf } from '../ledger/ledger.ts'
import type { StepOf } from '../step-runner.ts'

/**
 * Notes the migrations that take something away once they are applied, each once: from then on no release may start that
 * is older than the one right before. That one has been released so as not to use what goes, and still serves.
 */
export async function noteContracts(
  session: Session,
  step: StepOf<'migrate' | 'expect'>,
  { attempt, entries }: { readonly attempt: string; readonly entries: readonly IndexEntry[] },
): Promise<void> {
  const { pipeline, target } = scopeOf(step)
  for (const { file, contract } of entries) {
    if (contract !== true) continue
    await session.query(
      `insert into wavec.contract (pipeline, target, file, release, digest, attempt, before)
values ($1, $2, $3, $4, $5, $6::bigint, (
  select digest from wavec.attempt
  where pipeline = $1 and target = $2 and step = 'migrate' and state = 'done' and digest <> $5 order by id desc limit 1))
on conflict do nothing`,
      [pipeline, target, file, step.release, step.digest, attempt],
    )
  }
}
