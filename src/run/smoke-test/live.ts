import type { Session } from '../../connect/session.ts'
import type { BaselineCheck } from '../../protocol/ledger.ts'
import { askLive, type LiveAnswer } from '../http/live.ts'
import { readBaseline, scopeOf } from '../ledger/ledger.ts'
import type { Adapters, StepOf } from '../step-runner.ts'

export interface LiveJudgement {
  /** Checks that passed before the migration and fail now: users are affected. */
  readonly affected: readonly string[]
  /** How many checks passed before and pass now. */
  readonly unharmed: number
  readonly warnings: readonly string[]
  /** Why no comparison was made. */
  readonly skipped: string | undefined
}

type LiveStep = StepOf<'smoke-test'> & { readonly live: NonNullable<StepOf<'smoke-test'>['live']> }

/** Compares the serving version with its baseline from preflight. */
export async function judgeLive(step: LiveStep, session: Session, adapters: Adapters): Promise<LiveJudgement> {
  const baseline = await readBaseline(session, scopeOf(step))
  if (baseline.length === 0) return skippedFor(adapters, 'preflight recorded no baseline, as before a first release')
  const answers = await askLive(step.live, adapters)
  const judged = compareLive(new Map(baseline.map((check) => [check.url, check])), answers)
  for (const line of judged.affected) adapters.log.warn(`production: ${line}`)
  if (judged.skipped !== undefined) adapters.log.info(`live checks skipped: ${judged.skipped}`)
  return judged
}

function skippedFor({ log }: Adapters, skipped: string): LiveJudgement {
  log.info(`live checks skipped: ${skipped}`)
  return { affected: [], unharmed: 0, warnings: [], skipped }
}

/** This release can only have broken checks that passed before. */
function compareLive(before: ReadonlyMap<string, BaselineCheck>, answers: readonly LiveAnswer[]): LiveJudgement {
  const affected: string[] = []
  const warnings: string[] = []
  let unharmed = 0
  for (const { url, passed, detail, serving } of answers) {
    const earlier = before.get(url)
    if (earlier?.passed === true && passed) unharmed++
    else if (earlier?.passed === true) affected.push(`GET ${url} passed before the migration and fails now: ${detail}`)
    else if (!passed && serving === 'yes') warnings.push(`GET ${url} ${thenText(earlier)}: ${detail}`)
  }
  const nobody = answers.every(({ passed, serving }) => !passed && serving === 'no')
  const skipped =
    nobody && affected.length === 0 ? `nothing served before the migration, and nothing serves now` : undefined
  return { affected, unharmed, warnings, skipped }
}

function thenText(earlier: BaselineCheck | undefined): string {
  return earlier === undefined
    ? 'was not checked before the migration'
    : `failed before the migration too (${earlier.detail})`
}
