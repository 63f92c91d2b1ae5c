import type { Session } from '../../connect/session.ts'
import { observeCandidate, type Observed } from '../candidate/observe.ts'
import { tryCheck } from '../http/retry.ts'
import { excerpt } from '../http/verdict.ts'
import { ensureLedger } from '../ledger/ledger.ts'
import { recorded } from '../ledger/recorded.ts'
import { judgeLive, type LiveJudgement } from './live.ts'
import { outcomeOf, type Findings } from './outcome.ts'
import { sqlMismatch } from './sql.ts'
import type { Adapters, Outcome, StepOf, StepRunner } from '../step-runner.ts'
import { Stopped } from '../stopped.ts'
import { wouldAsk } from '../would-ask.ts'

type SmokeStep = StepOf<'smoke-test'>

/**
 * Proves two things: the candidate passes the smoke checks, and the serving version still passes on the new schema what it
 * passed before. The second is checked even if the first failed, because it affects users now.
 */
export const smokeTest: StepRunner<'smoke-test'> = async (step, adapters) => {
  if (adapters.mode === 'dry-run') return wouldAsk(step, adapters)
  const observed = await waitForCandidate(step, adapters)
  await using session = await adapters.database()
  const work = async (): Promise<Outcome> => {
    const http = observed.result === 'ok' ? await checkCandidate(step, adapters) : noFindings
    const sql = await checkDatabase(step, session, adapters)
    const live = await checkLive(step, session, adapters)
    if (adapters.stop.aborted) throw new Stopped(adapters.stop.reason)
    const warnings = [...observed.warnings, ...http.warnings, ...(live?.warnings ?? [])]
    const candidate = observed.result === 'ok' ? undefined : observed
    return outcomeOf(step, session, { candidate, failed: [...http.failed, ...sql], live, warnings })
  }
  if (step.role === 'reader') return await work()
  await ensureLedger(session, adapters)
  return await recorded(session, step, adapters, work)
}

/** At most this much time is reserved for the checks after the candidate. */
const reserve = 30_000

/** The deploy Job proved that it stays ready. Here it only has to be ready in time for the checks. */
async function waitForCandidate(step: SmokeStep, adapters: Adapters): Promise<Observed> {
  const { clock, stop } = adapters
  if (step.candidate === undefined) return { result: 'ok', restarts: 'not observed', warnings: [] }
  const [late, done] = [new AbortController(), new AbortController()]
  const patience = clock.deadline - clock.now() - Math.min(reserve, step.stopAfter / 4)
  const endsLate = async (): Promise<void> => {
    await clock.sleep(Math.max(0, patience), AbortSignal.any([stop, done.signal]))
    if (!done.signal.aborted) late.abort({ why: 'deadline', text: 'the remaining time is reserved for the checks' })
  }
  const timer = endsLate()
  try {
    const candidate = { ...step.candidate, stableFor: 0 }
    const bounded = { ...adapters, stop: AbortSignal.any([stop, late.signal]) }
    return await observeCandidate({ ...step, candidate, stage: 'smoke-test' }, bounded)
  } finally {
    done.abort()
    await timer
  }
}

interface Checked {
  readonly failed: Findings['failed']
  readonly warnings: readonly string[]
}

const noFindings: Checked = { failed: [], warnings: [] }

async function checkCandidate({ http: checks }: SmokeStep, adapters: Adapters): Promise<Checked> {
  const failed: string[] = []
  const warnings: string[] = []
  for (const check of checks) {
    const name = `GET :${check.port}${check.path}`
    const verdict = await tryCheck(adapters, { base: `http://localhost:${check.port}`, check, stop: adapters.stop })
    if (!verdict.passed) failed.push(`${name}: ${verdict.why}`)
    else if (verdict.tries > 1) warnings.push(`${name} passed only on attempt ${verdict.tries}`)
    adapters.log.info(`candidate ${name}: ${verdict.passed ? `passed in ${verdict.ms} ms` : verdict.why}`)
  }
  return { failed, warnings }
}

async function checkDatabase(
  { sql: checks }: SmokeStep,
  session: Session,
  { log }: Adapters,
): Promise<readonly string[]> {
  const failed: string[] = []
  for (const check of checks) {
    const mismatch = await sqlMismatch(session, check)
    const name = `SQL ${excerpt(check.query)}`
    if (mismatch !== undefined) failed.push(`${name}: ${mismatch}`)
    log.info(`${name}: ${mismatch ?? 'passed'}`)
  }
  return failed
}

async function checkLive(step: SmokeStep, session: Session, adapters: Adapters): Promise<LiveJudgement | undefined> {
  return step.live === undefined ? undefined : judgeLive({ ...step, live: step.live }, session, adapters)
}
