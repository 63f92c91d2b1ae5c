import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import { startAttempt, endAttempt } from '../ledger/attempt.ts'
import { readLedger, scopeOf } from '../ledger/ledger.ts'
import type { Adapters, JobState, Outcome, StepOf } from '../step-runner.ts'

type Report = StepOf<'report'>

/**
 * Reports after a failed sync: which Job failed and why, what was applied, and what to do next. Reads the Jobs, if
 * permitted, and the ledger, where it closes open attempts as failed if its role may write (the next migrate closes them
 * otherwise). It fails only if it can read neither.
 */
export async function report(step: Report, adapters: Adapters): Promise<Outcome> {
  const jobs = await jobsOf(step, adapters)
  for (const job of jobs ?? []) adapters.log.info(describe(job), { verdict: job.verdict, exit: job.exitCode })
  const failed = jobs?.find(({ state }) => state === 'failed')
  const schema = await schemaOf(step, adapters, { failed, jobs })
  const why = jobs === undefined ? 'the Jobs were not read' : describeFailed(failed)
  adapters.log.info(`schema: ${schema}`)
  adapters.log.info(
    `next: argocd app sync ${step.pipeline}   # a full sync, because a partial one skips the hooks. Or: git revert the release`,
  )
  return { result: 'ok', proved: `${why}, schema: ${schema}` }
}

/** Undefined if they can't be read. */
async function jobsOf(
  { namespace, jobs }: Report,
  { cluster, log }: Adapters,
): Promise<readonly JobState[] | undefined> {
  if (cluster === undefined) {
    log.warn('the Jobs were not read: the pod has no service account token')
    return undefined
  }
  try {
    return await (await cluster()).jobs(namespace, jobs)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    log.warn(`the Jobs were not read: ${error.message}`)
    return undefined
  }
}

interface Seen {
  readonly failed: JobState | undefined
  readonly jobs: readonly JobState[] | undefined
}

/** If the Jobs were read, an unreachable database does not fail the report. */
async function schemaOf(step: Report, adapters: Adapters, { failed, jobs }: Seen): Promise<string> {
  try {
    return await closeInLedger(step, adapters, failed)
  } catch (error) {
    if (!(error instanceof Failure) || jobs === undefined) throw error
    adapters.log.warn(`the ledger was not read: ${error.message}`)
    return 'unknown, because the ledger was not read'
  }
}

function describeFailed(failed: JobState | undefined): string {
  return failed === undefined
    ? 'no Job of this pipeline failed: check the workload in the Sync phase'
    : describe(failed)
}

function describe({ name, state, reason }: JobState): string {
  return `${name}: ${state}${reason === undefined ? '' : `, ${reason}`}`
}

async function closeInLedger(step: Report, adapters: Adapters, failed: JobState | undefined): Promise<string> {
  await using session = await adapters.database()
  const { version, applied } = await readLedger(session, scopeOf(step))
  if (version === 0) return 'no ledger exists, so wavec applied no migration'
  if (adapters.mode === 'run' && step.role !== 'reader') await close(session, step, adapters, failed)
  const last = applied.findLast(({ state }) => state === 'applied')
  const open = applied.filter(({ state }) => state === 'started').map(({ file }) => file)
  const unfinished = open.length === 0 ? '' : `, unfinished: ${open.join(', ')}, which the next run completes`
  return last === undefined
    ? `no migration is recorded as applied${unfinished}`
    : `last applied: ${last.file}${unfinished}`
}

/** No owner of an open row can still be running: SyncFail hooks start when the rest of the sync has ended. */
async function close(session: Session, step: Report, adapters: Adapters, failed: JobState | undefined): Promise<void> {
  const { pipeline, target } = scopeOf(step)
  const message = failed === undefined ? 'the sync failed' : describe(failed)
  await session.query(
    `update wavec.attempt set state = 'failed', message = $3, ended_at = clock_timestamp() where pipeline = $1 and target = $2 and state = 'started'`,
    [pipeline, target, message],
  )
  const attempt = await startAttempt(session, step, adapters)
  await endAttempt(session, attempt, { state: 'done', message })
}
