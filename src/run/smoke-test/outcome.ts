import type { Session } from '../../connect/session.ts'
import type { Reversal } from '../../protocol/ledger.ts'
import type { Packet } from '../../protocol/packet.ts'
import { untouched } from '../candidate/subject.ts'
import { scopeOf } from '../ledger/ledger.ts'
import { readReversals } from '../migrate/reversal.ts'
import type { LiveJudgement } from './live.ts'
import type { Outcome, StepOf } from '../step-runner.ts'

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

/** The way back first, where SQL alone is one; else forward, and what SQL can do of it. */
function affectedPacket(step: SmokeStep, changes: readonly Reversal[], details: readonly string[]): Packet {
  const files = changes.map(({ file }) => file).toReversed()
  const back = changes.flatMap(({ file, sql }) => (sql === undefined ? [] : [`${sql};   -- takes back ${file}`]))
  const isReversible = changes.length > 0 && back.length === changes.length
  const named = files.length === 0 ? 'what was changed in the database' : `what ${files.join(', ')} did`
  const forward = `roll forward: put right ${named} with SQL now, and release the same as the next migration`
  const ways = isReversible
    ? ['1. take it back with SQL, as the migrator and in this order:', ...back]
    : [`1. ${forward}`, ...(back.length === 0 ? [] : ['   of that, SQL alone takes back:', ...back])]
  return {
    code: 'smoke-test/production-affected',
    message: `production affected: the version that serves fails on the new schema what it passed before: ${details[0] ?? ''}`,
    details: [...ways, `2. ${step.release} was not deployed; a git revert changes no schema`, ...details],
    state: `changed since the last complete release: ${files.length === 0 ? 'nothing that the ledger knows' : files.join(', ')}. The workload was not touched.`,
    next: isReversible
      ? back.join(' ').replaceAll(/ {3}-- takes back \S+/g, '')
      : `${forward}; psql -c '\\d' shows it as it is`,
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
