import type { Session } from '../../connect/session.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { scopeOf } from '../ledger/ledger.ts'
import type { StepOf } from '../step-runner.ts'

/**
 * Records applied contract migrations, each once. From then on only the previous release and newer ones may start: the
 * previous release no longer uses what was removed, and still serves.
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
