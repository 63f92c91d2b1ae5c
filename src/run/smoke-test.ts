import type { Session } from '../connect/session.ts'
import { observeCandidate } from './candidate-observe.ts'
import { excerpt } from './http.ts'
import { tryCheck } from './http-retry.ts'
import { ensureLedger } from './ledger.ts'
import { recorded } from './recorded.ts'
import { judgeLive, type LiveJudgement } from './smoke-test-live.ts'
import { outcomeOf, type Findings } from './smoke-test-outcome.ts'
import { sqlMismatch } from './smoke-test-sql.ts'
import type { Adapters, StepOf, StepRunner } from './step-runner.ts'
import { Stopped } from './stopped.ts'

type SmokeStep = StepOf<'smoke-test'>

/**
 * Proves two things: the candidate passes the smoke checks, and the version that still serves passes on the new schema
 * whatever it passed before. The second is asked even where the first has failed: it is what hurts people now.
 */
export const smokeTest: StepRunner<'smoke-test'> = async (step, adapters) => {
  if (adapters.mode === 'dry-run') return { result: 'ok', proved: 'nothing yet: nobody was asked' }
  const observed =
    step.candidate === undefined
      ? undefined
      : await observeCandidate({ candidate: { ...step.candidate, stableFor: 0 }, namespace: step.namespace }, adapters)
  if (observed?.result === 'retry') return observed
  const notStarted = observed?.result === 'failed' ? observed.packet : undefined
  await using session = await adapters.database()
  await ensureLedger(session, adapters)
  return await recorded(session, step, adapters, async () => {
    const http = notStarted === undefined ? await checkCandidate(step, adapters) : noFindings
    const sql = await checkDatabase(step, session, adapters)
    const live = await checkLive(step, session, adapters)
    if (adapters.stop.aborted) throw new Stopped(adapters.stop.reason)
    const warnings = [...(observed?.warnings ?? []), ...http.warnings, ...(live?.warnings ?? [])]
    return outcomeOf(step, session, { candidate: notStarted, failed: [...http.failed, ...sql], live, warnings })
  })
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
    else if (verdict.tries > 1) warnings.push(`${name} passed only at try ${verdict.tries}`)
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
