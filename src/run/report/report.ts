import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import { startAttempt, endAttempt } from '../ledger/attempt.ts'
import { readLedger, scopeOf } from '../ledger/ledger.ts'
import type { Adapters, JobState, Outcome, StepOf } from '../step-runner.ts'

type Report = StepOf<'report'>

/**
 * After a sync that failed: which Job, what it said, what was applied, what to do next. It looks at the Jobs where it
 * may and at the ledger, closes what is open there as failed, and fails only if it could do neither.
 */
export async function report(step: Report, adapters: Adapters): Promise<Outcome> {
  const jobs = await jobsOf(step, adapters)
  for (const job of jobs ?? []) adapters.log.info(describe(job), { verdict: job.verdict, exit: job.exitCode })
  const failed = jobs?.find(({ state }) => state === 'failed')
  const schema = await schemaOf(step, adapters, { failed, jobs })
  const why = jobs === undefined ? 'the Jobs were not looked at' : describeFailed(failed)
  adapters.log.info(schema)
  adapters.log.info(
    `next: argocd app sync ${step.pipeline}   # a full sync: a partial one skips the hooks; or: git revert the release`,
  )
  return { result: 'ok', proved: `${why}; ${schema}` }
}

/** Undefined where they can't be looked at. */
async function jobsOf(
  { namespace, jobs }: Report,
  { cluster, log }: Adapters,
): Promise<readonly JobState[] | undefined> {
  if (cluster === undefined) {
    log.warn('the pod has no token of a service account: the Jobs were not looked at')
    return undefined
  }
  try {
    return await (await cluster()).jobs(namespace, jobs)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    log.warn(`the Jobs were not looked at: ${error.message}`)
    return undefined
  }
}

interface Seen {
  readonly failed: JobState | undefined
  readonly jobs: readonly JobState[] | undefined
}

/** Where the Jobs say enough, a database that is away does not fail the report on it. */
async function schemaOf(step: Report, adapters: Adapters, { failed, jobs }: Seen): Promise<string> {
  try {
    return await closeInLedger(step, adapters, failed)
  } catch (error) {
    if (!(error instanceof Failure) || jobs === undefined) throw error
    adapters.log.warn(`the ledger was not read: ${error.message}`)
    return 'what is applied is not known: the ledger was not read'
  }
}

function describeFailed(failed: JobState | undefined): string {
  return failed === undefined
    ? 'no Job of this pipeline has failed: look at the workload in the Sync phase'
    : describe(failed)
}

function describe({ name, state, reason }: JobState): string {
  return `${name}: ${state}${reason === undefined ? '' : `, ${reason}`}`
}

async function closeInLedger(step: Report, adapters: Adapters, failed: JobState | undefined): Promise<string> {
  await using session = await adapters.database()
  const { version, applied } = await readLedger(session, scopeOf(step))
  if (version === 0) return 'the ledger was never written: no migration was applied by wavec'
  if (adapters.mode === 'run') await close(session, step, adapters, failed)
  const last = applied.findLast(({ state }) => state === 'applied')
  const open = applied.filter(({ state }) => state === 'started').map(({ file }) => file)
  const unfinished = open.length === 0 ? '' : `; unfinished: ${open.join(', ')}, which the next run completes`
  return last === undefined
    ? `no migration is noted as applied${unfinished}`
    : `last applied: ${last.file}${unfinished}`
}

/** Only rows whose owner can't write any more: SyncFail hooks run when nothing else of the sync does. */
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
