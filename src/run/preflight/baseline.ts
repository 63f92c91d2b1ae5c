import type { Session } from '../../connect/session.ts'
import type { BaselineCheck } from '../../protocol/ledger.ts'
import { askLive } from '../http/live.ts'
import { baselineOfThisRelease, hasCompletedRelease, scopeOf, writeBaseline } from '../ledger/ledger.ts'
import type { Adapters, StepOf } from '../step-runner.ts'
import type { Finding } from './finding.ts'

/** Checks the serving version, so that smoke-test can separate what the migration broke from what was broken before. */
export async function takeBaseline(
  session: Session,
  step: StepOf<'preflight'>,
  adapters: Adapters,
): Promise<readonly Finding[]> {
  if (step.live === undefined) return []
  const { log } = adapters
  const scope = scopeOf(step)
  const of = { ...scope, release: step.release, digest: step.digest }
  if (!(await hasCompletedRelease(session, scope))) {
    await writeBaseline(session, of, [])
    log.info('live checks skipped: first release')
    return []
  }
  const earlier = new Map((await baselineOfThisRelease(session, of)).map((check) => [check.url, check]))
  const now = await askLive(step.live, adapters)
  for (const { url, passed, detail } of now)
    log.info(`before the migration: GET ${url} ${passed ? 'passes' : 'fails'}: ${detail}`)
  await writeBaseline(
    session,
    of,
    now.map((check) => firstOf(check, earlier.get(check.url))),
  )
  return now
    .filter(({ passed }) => !passed)
    .map(({ url, detail }) => ({
      level: 'warning',
      code: 'preflight/live',
      text:
        earlier.get(url)?.passed === true
          ? `the serving version fails GET ${url}, which it passed at the first attempt of this release: ${detail}`
          : `the serving version already fails GET ${url}: ${detail}`,
    }))
}

/** A retry may run after the migration, so a check that passed at the first attempt counts as passed. */
function firstOf(now: BaselineCheck, earlier: BaselineCheck | undefined): BaselineCheck {
  return earlier?.passed === true ? earlier : now
}
