import type { Session } from '../../connect/session.ts'
import { ledgerVersionOf, scopeOf } from '../ledger/ledger.ts'
import type { StepOf } from '../step-runner.ts'

/** Whether a release may start, according to the ledger. */
export type GateState =
  | { readonly state: 'ready' }
  | { readonly state: 'not-migrated'; readonly newest: string }
  /** A later release removed what this release may still use. The release right before that one is exempt. */
  | { readonly state: 'contracted'; readonly files: readonly string[]; readonly release: string }

export async function gateStateOf(session: Session, step: StepOf<'gate'>): Promise<GateState> {
  const { pipeline, target } = scopeOf(step)
  const version = await ledgerVersionOf(session)
  if (version === 0) return { state: 'not-migrated', newest: 'no migration was ever recorded in this database' }
  const { rows } = await session.query(
    `select min(id) as id from wavec.attempt
where pipeline = $1 and target = $2 and step = 'migrate' and state = 'done' and digest = $3`,
    [pipeline, target, step.digest],
  )
  const first = rows[0]?.['id'] ?? undefined
  if (first === undefined) return { state: 'not-migrated', newest: await newestOf(session, pipeline, target) }
  if (version < contractsSince) return { state: 'ready' }
  const { rows: contracts } = await session.query(
    `select file, release from wavec.contract
where pipeline = $1 and target = $2 and attempt > $3::bigint and before is distinct from $4 order by attempt, file`,
    [pipeline, target, first, step.digest],
  )
  const [earliest] = contracts
  if (earliest === undefined) return { state: 'ready' }
  return {
    state: 'contracted',
    files: contracts.map((row) => row['file'] ?? ''),
    release: earliest['release'] ?? '',
  }
}

/** The ledger version that introduced contracts. */
const contractsSince = 2

async function newestOf(session: Session, pipeline: string, target: string): Promise<string> {
  const { rows } = await session.query(
    `select release, digest, state from wavec.attempt
where pipeline = $1 and target = $2 and step = 'migrate' order by id desc limit 1`,
    [pipeline, target],
  )
  const [row] = rows
  if (row === undefined) return 'no migration of this pipeline was ever recorded in this database'
  return `the last migrate attempt was for ${row['release'] ?? ''} (${(row['digest'] ?? '').slice(0, 12)}): ${row['state'] ?? ''}`
}
