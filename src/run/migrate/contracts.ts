import { literal } from '../../connect/pg-quote.ts'
import type { Session } from '../../connect/session.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { scopeOf } from '../ledger/ledger.ts'
import type { StepOf } from '../step-runner.ts'

type Step = StepOf<'migrate' | 'expect'>

/**
 * Records an applied contract migration, once. From then on only the previous release and newer ones may start: the
 * previous release no longer uses what was removed, and still serves. Undefined for a file that removes nothing.
 */
export function contractSql(step: Step, attempt: string, { file, contract }: IndexEntry): string | undefined {
  if (contract !== true) return undefined
  const { pipeline, target } = scopeOf(step)
  const scope = `pipeline = ${literal(pipeline)} and target = ${literal(target)}`
  const digest = literal(step.digest)
  return `insert into wavec.contract (pipeline, target, file, release, digest, attempt, before)
values (${[pipeline, target, file, step.release].map(literal).join(', ')}, ${digest}, ${attempt}, (
  select digest from wavec.attempt
  where ${scope} and step = 'migrate' and state = 'done' and digest <> ${digest} order by id desc limit 1))
on conflict do nothing`
}

/** For files that another tool has applied. */
export async function noteContracts(
  session: Session,
  step: Step,
  { attempt, entries }: { readonly attempt: string; readonly entries: readonly IndexEntry[] },
): Promise<void> {
  for (const entry of entries) {
    const sql = contractSql(step, attempt, entry)
    if (sql !== undefined) await session.query(sql)
  }
}
