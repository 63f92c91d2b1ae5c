import type { Session } from '../../connect/session.ts'
import { duration } from '../duration.ts'
import { checkUrl, runCheck } from '../http/http.ts'
import { excerpt } from '../http/verdict.ts'
import { ensureLedger } from '../ledger/ledger.ts'
import { recorded } from '../ledger/recorded.ts'
import { sqlMismatch } from '../smoke-test/sql.ts'
import type { Adapters, Outcome, StepOf, StepRunner } from '../step-runner.ts'
import { Stopped } from '../stopped.ts'
import { wouldAsk } from '../would-ask.ts'

type VerifyStep = StepOf<'verify'>

/**
 * Repeats the smoke checks on the real Service. The workload is healthy, but endpoints and proxies lag behind, so failing
 * checks are repeated until the time is up. A release is complete once they all pass; where this role may only read, the
 * step `complete` records it.
 */
export const verify: StepRunner<'verify'> = async (step, adapters) => {
  if (adapters.mode === 'dry-run') return wouldAsk(step, adapters)
  await using session = await adapters.database()
  if (step.role === 'reader') return outcomeOf(step, await askUntilPassed(step, session, adapters))
  await ensureLedger(session, adapters)
  return await recorded(session, step, adapters, async () =>
    outcomeOf(step, await askUntilPassed(step, session, adapters)),
  )
}

/** Undefined if the check passes. */
type Why = { readonly text: string; readonly serving: 'yes' | 'no' } | undefined

interface Pending {
  readonly name: string
  readonly ask: () => Promise<Why>
}

interface StillFailing {
  readonly name: string
  readonly why: NonNullable<Why>
}

const firstPause = 1000
const longestPause = 10_000

/** Returns the checks that still fail when the time is up. A check that passed once is not repeated. */
async function askUntilPassed(
  step: VerifyStep,
  session: Session,
  { http, clock, log, stop }: Adapters,
): Promise<readonly StillFailing[]> {
  let pending = [...httpChecks(step, http, stop), ...sqlChecks(step, session)]
  const logged = new Map<string, string>()
  // Leave time to close the ledger entry after the last answer.
  const end = clock.deadline - Math.min(5000, step.stopAfter / 10)
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const failing: StillFailing[] = []
    for (const { name, ask } of pending) {
      const why = await ask()
      if (stop.aborted) throw new Stopped(stop.reason)
      const line = why?.text ?? 'passed'
      if (logged.get(name) !== line) log.info(`${name}: ${line}`)
      logged.set(name, line)
      if (why !== undefined) failing.push({ name, why })
    }
    if (failing.length === 0 || clock.now() + pause >= end) return failing
    pending = pending.filter(({ name }) => failing.some((other) => other.name === name))
    await clock.sleep(pause, stop)
    if (stop.aborted) throw new Stopped(stop.reason)
  }
}

function httpChecks({ host, http: checks }: VerifyStep, http: Adapters['http'], stop: AbortSignal): readonly Pending[] {
  if (host === undefined) return []
  return checks.map((check) => {
    const base = `http://${host}:${check.port}`
    return {
      name: `GET ${checkUrl(base, check.path)}`,
      ask: async () => {
        const verdict = await runCheck(http, { base, check, stop })
        return verdict.passed ? undefined : { text: verdict.why, serving: verdict.serving }
      },
    }
  })
}

function sqlChecks({ sql }: VerifyStep, session: Session): readonly Pending[] {
  return sql.map((check) => ({
    name: `SQL ${excerpt(check.query)}`,
    ask: async () => {
      const text = await sqlMismatch(session, check)
      return text === undefined ? undefined : { text, serving: 'yes' as const }
    },
  }))
}

function outcomeOf(step: VerifyStep, failing: readonly StillFailing[]): Outcome {
  const { release, namespace, host, http, sql } = step
  const asked = (host === undefined ? 0 : http.length) + sql.length
  const [first] = failing
  if (first === undefined) {
    const passed =
      asked === 0
        ? 'is rolled out and has no checks'
        : `serves and passes ${asked === 1 ? 'its check' : `all ${asked} checks`}`
    return {
      result: 'ok',
      proved: `${release} ${passed}${step.role === 'reader' ? '' : ', and the release is complete'}`,
    }
  }
  // If nothing listens, the cluster may still lag. An answer that stays wrong for so long is the release's fault.
  const isLag = failing.every(({ why }) => why.serving === 'no')
  const details = failing.map(({ name, why }) => `${name}: ${why.text}`)
  const packet = {
    code: isLag ? 'verify/not-serving' : 'verify/failed',
    message: `${release} is deployed, but after ${duration(step.stopAfter)} still fails ${failing.length} of ${asked} checks: ${details[0] ?? ''}`,
    details,
    state: `${release} is deployed and serving. Its ledger entry is not closed.`,
    next:
      host === undefined
        ? `kubectl logs -n ${namespace} -l wavec.dev/pipeline=${step.pipeline} --prefix`
        : `kubectl get endpointslices,pods -n ${namespace} -l kubernetes.io/service-name=${host.split('.')[0] ?? host}`,
  }
  return { result: isLag ? 'retry' : 'failed', packet }
}
