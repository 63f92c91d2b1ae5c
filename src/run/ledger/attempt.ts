import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import type { AttemptState } from '../../protocol/ledger.ts'
import { version } from '../../protocol/version.ts'
import { readLedger, scopeOf } from './ledger.ts'
import type { Adapters, StepOf } from '../step-runner.ts'

export type LedgerStep = StepOf<
  'preflight' | 'stamp' | 'migrate' | 'expect' | 'smoke-test' | 'verify' | 'complete' | 'report'
>

/** Messages are cut here: the ledger is not a log. */
const longestMessage = 2000

export type Ended = Exclude<AttemptState, 'started'>

/** `stamp` opens the row that `expect` closes, around another tool's container; `complete` writes that of verify. */
function stageOf({ kind }: LedgerStep): string {
  if (kind === 'complete') return 'verify'
  return kind === 'stamp' || kind === 'expect' ? 'migrate' : kind
}

/** Returns the row's id. */
export async function startAttempt(session: Session, step: LedgerStep, adapters: Adapters): Promise<string> {
  return insertAttempt(session, step, adapters, { state: 'started', message: undefined })
}

interface Written {
  readonly state: AttemptState
  readonly message: string | undefined
}

/** With a message, the row is closed at once. */
export async function insertAttempt(
  session: Session,
  step: LedgerStep,
  { identity }: Adapters,
  { state, message }: Written,
): Promise<string> {
  const { pipeline, target } = scopeOf(step)
  const tool = 'migrations' in step ? step.migrations.tool : null
  const sql = `insert into wavec.attempt (pipeline, target, step, job, pod, release, digest, tool, wavec, state, message, ended_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, case when $11::text is not null then clock_timestamp() end) returning id`
  const { rows } = await session.query(sql, [
    pipeline,
    target,
    stageOf(step),
    identity.job,
    identity.pod,
    step.release,
    step.digest,
    tool,
    version,
    state,
    message === undefined ? null : message.slice(0, longestMessage),
  ])
  const id = rows[0]?.['id'] ?? undefined
  if (id === undefined) throw attemptLost()
  return id
}

function attemptLost(): Failure {
  return new Failure(
    'the ledger did not keep the row of this attempt: a trigger, rule or policy of wavec.attempt changes it',
    {
      code: 'ledger/row-lost',
      exit: 4,
      next: '\\d wavec.attempt   -- in psql: remove the trigger, rule or policy that it lists',
    },
  )
}

export async function endAttempt(
  session: Session,
  id: string,
  ended: { readonly state: Ended; readonly message: string },
): Promise<void> {
  const sql = `update wavec.attempt set state = $2, message = $3, ended_at = clock_timestamp() where id = $1::bigint and state = 'started'`
  await session.query(sql, [id, ended.state, ended.message.slice(0, longestMessage)])
}

/** The row that another container of this pod opened. */
export async function openAttempt(
  session: Session,
  step: LedgerStep,
  { identity }: Adapters,
): Promise<string | undefined> {
  const { pipeline, target } = scopeOf(step)
  const sql = `select id from wavec.attempt
where pipeline = $1 and target = $2 and step = $3 and job = $4 and pod = $5 and state = 'started' order by id desc limit 1`
  const { rows } = await session.query(sql, [pipeline, target, stageOf(step), identity.job, identity.pod])
  return rows[0]?.['id'] ?? undefined
}

/** Whether another pod has an open migrate row. That pod may still be at work, or gone. */
export async function isOpenElsewhere(session: Session, step: LedgerStep, { identity }: Adapters): Promise<boolean> {
  const { pipeline, target } = scopeOf(step)
  const sql = `select exists (select from wavec.attempt
where pipeline = $1 and target = $2 and step = 'migrate' and state = 'started' and not (job = $3 and pod = $4)) as open`
  const { rows } = await session.query(sql, [pipeline, target, identity.job, identity.pod])
  return rows[0]?.['open'] === 't'
}

/**
 * Closes the migrate rows of pods that are gone. Call it only when no other session can be migrating: with the lock held,
 * or when no other session of this pipeline exists.
 */
export async function closeAbandoned(session: Session, step: LedgerStep, adapters: Adapters): Promise<void> {
  const { pipeline, target } = scopeOf(step)
  const { identity, log } = adapters
  const { applied } = await readLedger(session, { pipeline, target })
  const last = applied.findLast(({ state }) => state === 'applied')
  const message = `its pod ended without a result, last applied: ${last?.file ?? 'nothing'}`
  const sql = `update wavec.attempt set state = 'abandoned', message = $5, ended_at = clock_timestamp()
where pipeline = $1 and target = $2 and step = 'migrate' and state = 'started' and not (job = $3 and pod = $4) returning job, pod`
  const { rows } = await session.query(sql, [pipeline, target, identity.job, identity.pod, message])
  for (const { job, pod } of rows) log.warn(`closed the attempt of ${job} (${pod}) as abandoned: ${message}`)
}
