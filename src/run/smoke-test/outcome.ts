import type { Session } from '../../connect/session.ts'
import type { Reversal } from '../../protocol/ledger.ts'
import type { Packet } from '../../protocol/packet.ts'
import { untouched } from '../candidate/subject.ts'
import { scopeOf } from '../ledger/ledger.ts'
import { readReversals } from '../migrate/reversal.ts'
import type { LiveJudgement } from './live.ts'
import type { Outcome, StepOf } from '../step-runner.ts'

export interface Findings {
  /** Why no candidate was ready for the checks. */
  readonly candidate: { readonly result: 'failed' | 'retry'; readonly packet: Packet } | undefined
  /** Checks of the candidate and of the database, one line each. */
  readonly failed: readonly string[]
  readonly live: LiveJudgement | undefined
  readonly warnings: readonly string[]
}

type SmokeStep = StepOf<'smoke-test'>

/** Harm to users now comes first, then harm that a deployment would cause. */
export async function outcomeOf(step: SmokeStep, session: Session, findings: Findings): Promise<Outcome> {
  const { candidate, failed, live, warnings } = findings
  const affected = live?.affected ?? []
  const others = [...(candidate === undefined ? [] : [candidate.packet.message]), ...failed]
  if (affected.length > 0)
    return {
      result: 'failed',
      packet: affectedPacket(step, await readReversals(session, scopeOf(step)), [...affected, ...others]),
      warnings,
    }
  if (candidate !== undefined) {
    const { result, packet } = candidate
    return { result, packet: { ...packet, details: [...(packet.details ?? []), ...failed] }, warnings }
  }
  if (failed.length > 0) return { result: 'failed', packet: failedPacket(step, failed), warnings }
  return { result: 'ok', proved: provedOf(step, live), warnings }
}

/** Offers SQL that reverts the change if it can revert all of it, otherwise a way forward with the SQL that exists. */
function affectedPacket(step: SmokeStep, changes: readonly Reversal[], details: readonly string[]): Packet {
  const files = changes.map(({ file }) => file).toReversed()
  const back = changes.flatMap(({ file, sql }) => (sql === undefined ? [] : [`${sql};   -- reverts ${file}`]))
  const isReversible = changes.length > 0 && back.length === changes.length
  const named = files.length === 0 ? 'the change in the database' : `the effect of ${files.join(', ')}`
  const forward = `roll forward: correct ${named} with SQL now, and release the same SQL as the next migration`
  const ways = isReversible
    ? ['1. revert it with SQL, as the migrator and in this order:', ...back]
    : [`1. ${forward}`, ...(back.length === 0 ? [] : ['   SQL can revert part of it:', ...back])]
  return {
    code: 'smoke-test/production-affected',
    message: `production affected: the serving version fails checks on the new schema that it passed before: ${details[0] ?? ''}`,
    details: [...ways, `2. ${step.release} was not deployed, and a git revert does not change the schema`, ...details],
    state: `changed since the last complete release: ${files.length === 0 ? 'nothing recorded in the ledger' : files.join(', ')}. The workload was not changed.`,
    next: isReversible
      ? back.join(' ').replaceAll(/ {3}-- reverts \S+/g, '')
      : `${forward} (psql -c '\\d' shows the current schema)`,
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

function provedOf({ release, candidate, http, sql }: SmokeStep, live: LiveJudgement | undefined): string {
  const checks = http.length + sql.length
  const passed =
    checks === 0
      ? `${release} has no smoke checks`
      : `${release} passes ${checks === 1 ? 'its smoke check' : `all ${checks} smoke checks`}${candidate === undefined ? '' : ' on the migrated schema'}`
  return `${passed}, ${liveText(live)}`
}

function liveText(live: LiveJudgement | undefined): string {
  if (live === undefined) return 'the serving version was not checked'
  if (live.skipped !== undefined) return `live checks skipped: ${live.skipped}`
  const still = `the serving version still passes ${live.unharmed === 1 ? 'the check' : `the ${live.unharmed} checks`} that it passed before`
  return live.unharmed === 0 ? 'the serving version passed none of the live checks before' : still
}
