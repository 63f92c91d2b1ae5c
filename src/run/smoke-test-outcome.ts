import type { Session } from '../connect/session.ts'
import type { Packet } from '../contract/packet.ts'
import { untouched } from './candidate-subject.ts'
import { scopeOf } from './ledger.ts'
import type { LiveJudgement } from './smoke-test-live.ts'
import type { Outcome, StepOf } from './step-runner.ts'

export interface Findings {
  /** Why there is no candidate to ask. */
  readonly candidate: { readonly result: 'failed' | 'retry'; readonly packet: Packet } | undefined
  /** Checks of the candidate and of the database, one line each. */
  readonly failed: readonly string[]
  readonly live: LiveJudgement | undefined
  readonly warnings: readonly string[]
}

type SmokeStep = StepOf<'smoke-test'>

/** What harms people now comes first, then what would harm them after a deployment. */
export async function outcomeOf(step: SmokeStep, session: Session, findings: Findings): Promise<Outcome> {
  const { candidate, failed, live, warnings } = findings
  const affected = live?.affected ?? []
  const others = [...(candidate === undefined ? [] : [candidate.packet.message]), ...failed]
  if (affected.length > 0)
    return {
      result: 'failed',
      packet: affectedPacket(step, await appliedBy(step, session), [...affected, ...others]),
      warnings,
    }
  if (candidate !== undefined) {
    const { result, packet } = candidate
    return { result, packet: { ...packet, details: [...(packet.details ?? []), ...failed] }, warnings }
  }
  if (failed.length > 0) return { result: 'failed', packet: failedPacket(step, failed), warnings }
  return { result: 'ok', proved: provedOf(step, live), warnings }
}

function affectedPacket(step: SmokeStep, files: readonly string[], details: readonly string[]): Packet {
  const named = files.length === 0 ? 'what was changed in the database' : `what ${files.join(', ')} did`
  return {
    code: 'smoke-test/production-affected',
    message: `production affected: the version that serves fails on the new schema what it passed before: ${details[0] ?? ''}`,
    details: [
      `1. roll forward: take back ${named} with SQL now, and release the same as the next migration`,
      `2. ${step.release} was not deployed; a git revert changes no schema`,
      ...details,
    ],
    state: `applied by ${step.release}: ${files.length === 0 ? 'nothing that the ledger knows' : files.join(', ')}. The workload was not touched.`,
    next: `roll forward: take back ${named} with SQL now; psql -c '\\d' shows the schema as it is`,
  }
}

function failedPacket({ release, namespace, pipeline }: SmokeStep, failed: readonly string[]): Packet {
  const more = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`
  return {
    code: 'smoke-test/failed',
    message: `${release} fails its smoke checks: ${failed[0] ?? ''}${more}`,
    details: failed,
    state: untouched,
    next: `kubectl logs -n ${namespace} -l wavec.dev/pipeline=${pipeline},wavec.dev/stage=smoke-test --all-containers --prefix`,
  }
}

/** The migrations of this release, in their order: what people have to take back where they broke what serves. */
async function appliedBy(step: SmokeStep, session: Session): Promise<readonly string[]> {
  const { pipeline, target } = scopeOf(step)
  const sql = `select m.file from wavec.migration m join wavec.attempt a on a.id = m.attempt
where m.pipeline = $1 and m.target = $2 and a.digest = $3 and a.release = $4 and m.state = 'applied' order by m.applied_at, m.id`
  const { rows } = await session.query(sql, [pipeline, target, step.digest, step.release])
  return rows.map((row) => row['file'] ?? '')
}

function provedOf({ release, candidate, http, sql }: SmokeStep, live: LiveJudgement | undefined): string {
  const checks = http.length + sql.length
  const passed =
    checks === 0
      ? `${release} was asked nothing`
      : `${release} passes ${checks === 1 ? 'its smoke check' : `all ${checks} smoke checks`}${candidate === undefined ? '' : ' on the migrated schema'}`
  return `${passed}; ${liveText(live)}`
}

function liveText(live: LiveJudgement | undefined): string {
  if (live === undefined) return 'the version that serves was not asked'
  if (live.skipped !== undefined) return `live checks skipped: ${live.skipped}`
  const still = `the version that serves still passes ${live.unharmed === 1 ? 'the check' : `the ${live.unharmed} checks`} that it passed before`
  return live.unharmed === 0 ? 'the version that serves passed none of the live checks before' : still
}
