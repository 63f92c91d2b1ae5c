import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import { applicationOf, headline, lineOf, outcomesOf, type JobOutcome } from '../../jobs/index.ts'
import { startAttempt, endAttempt } from '../ledger/attempt.ts'
import { readLedger, scopeOf } from '../ledger/ledger.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'

type Report = StepOf<'report'>

/**
 * Reports after a failed sync: which Job of it failed and why, what was applied, and what to do next. Reads the Jobs, if
 * permitted, and the ledger, where it closes open attempts as failed if its role may write (the next migrate closes them
 * otherwise). It fails only if it can read neither. The database and its Secret may be the cause, so it waits for neither.
 */
export async function report(step: Report, adapters: Adapters): Promise<Outcome> {
  const jobs = await jobsOf(step, adapters)
  for (const outcome of jobs?.outcomes ?? []) adapters.log.info(lineOf(outcome))
  const why = jobs === undefined ? 'the Jobs were not read' : headline(jobs.outcomes)
  const schema = await schemaOf(step, adapters, { why, jobs })
  adapters.log.info(`schema: ${schema}`)
  for (const line of nextSteps(step, jobs)) adapters.log.info(`next: ${line}`)
  return { result: 'ok', proved: `${shortened(why)}. Schema: ${schema}` }
}

interface ReadJobs {
  readonly outcomes: readonly JobOutcome[]
  /** Of Argo CD, where a Job names it. */
  readonly application: string | undefined
}

/** Undefined if they can't be read. */
async function jobsOf(step: Report, { cluster, log }: Adapters): Promise<ReadJobs | undefined> {
  if (cluster === undefined) {
    log.warn('the Jobs were not read: the pod has no service account token')
    return undefined
  }
  const { namespace, pipeline, release, digest, account, jobs: names } = step
  try {
    const seen = await (await cluster()).jobs({ namespace, pipeline, account, names })
    for (const line of seen.unread) log.warn(line)
    const outcomes = outcomesOf({ pipeline, release, digest, began: seen.began, names }, seen)
    return { outcomes, application: seen.jobs.map(applicationOf).find((name) => name !== undefined) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    log.warn(`the Jobs were not read: ${error.message}`)
    return undefined
  }
}

function nextSteps({ pipeline }: Report, jobs: ReadJobs | undefined): readonly string[] {
  const failed = jobs?.outcomes.find((outcome) => outcome.state === 'failed')
  const application = jobs?.application ?? pipeline
  const first = failed === undefined ? `argocd app get ${application} --show-operation` : failed.cause.next
  return [
    ...(first === undefined ? [] : [first]),
    `argocd app sync ${application}   # a full sync, because a partial one skips the hooks. Or: git revert the release`,
  ]
}

interface Seen {
  readonly why: string
  readonly jobs: ReadJobs | undefined
}

/** Where the Jobs have answered, the ledger adds one sentence, and Argo CD shows the sync as running until then. */
const patience = { afterJobs: 5000, alone: 20_000 } as const

/** If the Jobs were read, an unreachable database does not fail the report. */
async function schemaOf(step: Report, adapters: Adapters, { why, jobs }: Seen): Promise<string> {
  const ms = jobs === undefined ? patience.alone : patience.afterJobs
  try {
    const read = await within(ms, adapters, closeInLedger(step, adapters, { why, ms }))
    if (read !== undefined) return read
    const late = new Failure(`no answer within ${ms / 1000} s`, {
      code: 'report/no-answer',
      exit: 75,
      next: 'kubectl get service,endpoints',
    })
    if (jobs === undefined) throw late
    adapters.log.warn(`the ledger was not read: ${late.message}`)
  } catch (error) {
    if (!(error instanceof Failure) || jobs === undefined) throw error
    adapters.log.warn(`the ledger was not read: ${error.message}`)
  }
  return 'unknown, because the ledger was not read'
}

/** Undefined if it takes longer: what it waits for is left behind, because the process ends. */
async function within<T>(ms: number, { clock }: Adapters, work: Promise<T>): Promise<T | undefined> {
  const answered = new AbortController()
  try {
    return await Promise.race([work, clock.sleep(ms, answered.signal).then(() => undefined)])
  } finally {
    answered.abort()
  }
}

/** The verdict has to hold the state of the schema as well. */
function shortened(text: string): string {
  return text.length <= 600 ? text : `${text.slice(0, 599)}…`
}

interface Closing {
  readonly why: string
  readonly ms: number
}

async function closeInLedger(step: Report, adapters: Adapters, { why, ms }: Closing): Promise<string> {
  await using session = await adapters.database(ms)
  const { version, applied } = await readLedger(session, scopeOf(step))
  if (version === 0) return 'no ledger exists, so wavec applied no migration'
  if (adapters.mode === 'run' && step.role !== 'reader') await close(session, step, adapters, why)
  const last = applied.findLast(({ state }) => state === 'applied')
  const open = applied.filter(({ state }) => state === 'started').map(({ file }) => file)
  const unfinished = open.length === 0 ? '' : `, unfinished: ${open.join(', ')}, which the next run completes`
  return last === undefined
    ? `no migration is recorded as applied${unfinished}`
    : `last applied: ${last.file}${unfinished}`
}

/** No owner of an open row can still be running: SyncFail hooks start when the rest of the sync has ended. */
async function close(session: Session, step: Report, adapters: Adapters, message: string): Promise<void> {
  const { pipeline, target } = scopeOf(step)
  await session.query(
    `update wavec.attempt set state = 'failed', message = $3, ended_at = clock_timestamp() where pipeline = $1 and target = $2 and state = 'started'`,
    [pipeline, target, message],
  )
  const attempt = await startAttempt(session, step, adapters)
  await endAttempt(session, attempt, { state: 'done', message })
}
