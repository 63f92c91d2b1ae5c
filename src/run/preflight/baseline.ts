import type { Session } from '../../connect/session.ts'
import type { BaselineCheck } from '../../protocol/ledger.ts'
import { askLive } from '../http/live.ts'
import { baselineOfThisRelease, hasCompletedRelease, scopeOf, writeBaseline } from '../ledger/ledger.ts'
import type { Adapters, StepOf } from '../step-runner.ts'
import type { Finding } from './finding.ts'

/** Asks the version that serves now, so that smoke-test can tell what the migration broke from what was broken before. */
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
    log.info('live checks: skipped: first release')
    return []
  }
  const earlier = new Map((await baselineOfThisRelease(session, of)).map((check) => [check.url, check]))
  const now = await askLive(step.live, adapters)
  for (const { url, passed, detail } of now)
    log.info(`live before the migration: GET ${url} ${passed ? 'passes' : 'fails'}: ${detail}`)
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
          ? `the version that serves now fails GET ${url}, which it passed when this release was first tried: ${detail}`
          : `the version that serves now fails GET ${url} already: ${detail}`,
    }))
}

/** A retry comes after the migration: what passed when the release was first tried was not broken before it. */
function firstOf(now: BaselineCheck, earlier: BaselineCheck | undefined): BaselineCheck {
  return earlier?.passed === true ? earlier : now
}
