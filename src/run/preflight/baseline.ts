import type { Session } from '../../connect/session.ts'
import type { BaselineCheck } from '../../contract/ledger.ts'
import { checkUrl, runCheck } from '../http.ts'
import { hasCompletedRelease, scopeOf, writeBaseline } from '../ledger.ts'
import type { Adapters, StepOf } from '../step-runner.ts'
import type { Finding } from './finding.ts'

/** Asks the version that serves now, so that smoke-test can tell what the migration broke from what was broken before. */
export async function takeBaseline(
  session: Session,
  step: StepOf<'preflight'>,
  { http, stop, log }: Adapters,
): Promise<readonly Finding[]> {
  if (step.live === undefined) return []
  const scope = scopeOf(step)
  const of = { ...scope, release: step.release, digest: step.digest }
  if (!(await hasCompletedRelease(session, scope))) {
    await writeBaseline(session, of, [])
    log.info('live checks: skipped: first release')
    return []
  }
  const checks: BaselineCheck[] = []
  for (const check of step.live.http) {
    const verdict = await runCheck(http, { base: step.live.url, check, stop })
    const url = checkUrl(step.live.url, check.path)
    checks.push({ url, passed: verdict.passed, detail: verdict.passed ? `${verdict.ms} ms` : verdict.why })
  }
  await writeBaseline(session, of, checks)
  for (const { url, passed, detail } of checks)
    log.info(`live before the migration: GET ${url} ${passed ? 'passes' : 'fails'}: ${detail}`)
  return checks
    .filter(({ passed }) => !passed)
    .map(({ url, detail }) => ({
      level: 'warning',
      code: 'preflight/live',
      text: `the version that serves now fails GET ${url} already: ${detail}`,
    }))
}
