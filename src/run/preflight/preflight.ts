import type { Session } from '../../connect/session.ts'
import type { Packet } from '../../protocol/packet.ts'
import { closeAbandoned } from '../ledger/attempt.ts'
import { ensureLedger, scopeOf } from '../ledger/ledger.ts'
import { activityFindings } from './activity.ts'
import { takeBaseline } from './baseline.ts'
import type { Finding } from './finding.ts'
import { historyFindings, loadHistory, movedCode, type History } from './history.ts'
import { indexFindings } from './indexes.ts'
import { permissionFindings } from './permissions.ts'
import { serverFindings } from './server.ts'
import { recorded } from '../ledger/recorded.ts'
import { noteReversals } from '../migrate/reversal.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'

type Preflight = StepOf<'preflight'>

/**
 * Checks that the database is ready for the migrations, and records which live checks pass before them. Reports every
 * failed check, not only the first. Writes only the ledger.
 */
export async function preflight(step: Preflight, adapters: Adapters): Promise<Outcome> {
  await using session = await adapters.database()
  adapters.log.info(`connected to ${session.address}`, { server: session.serverVersion })
  const history = await loadHistory(session, step, adapters)
  const findings = await allFindings(session, step, adapters, history)
  const blocking = findings.filter(({ level }) => level === 'failed' || level === 'retry')
  const writable = adapters.mode === 'run' && !blocking.some(({ code }) => unwritable.includes(code))
  if (!writable) return outcomeOf(step, findings)
  await ensureLedger(session, adapters)
  return await recorded(session, step, adapters, async () => {
    if (!findings.some(({ code }) => code === 'preflight/lock-taken')) await closeAbandoned(session, step, adapters)
    await noteReversals(session, scopeOf(step), { pending: history.reversals, applied: history.applied })
    return outcomeOf(step, [...findings, ...(await takeBaseline(session, step, adapters))])
  })
}

/** With one of these findings the ledger can't or must not be written. */
const unwritable: readonly string[] = ['preflight/ledger', 'preflight/read-only', movedCode]

async function allFindings(
  session: Session,
  step: Preflight,
  adapters: Adapters,
  history: History,
): Promise<readonly Finding[]> {
  const findings = [
    ...(await serverFindings(session, step, adapters)),
    ...(await permissionFindings(session, step, history)),
    ...(await historyFindings(session, step, history)),
    ...(await indexFindings(session, step)),
    ...(await activityFindings(session, step)),
  ]
  for (const { level, text } of findings) {
    if (level === 'note') adapters.log.info(text)
  }
  return findings
}

function outcomeOf(step: Preflight, findings: readonly Finding[]): Outcome {
  const warnings = findings.filter(({ level }) => level === 'warning').map(({ text }) => text)
  const blocking = findings.filter(({ level }) => level === 'failed' || level === 'retry')
  const [first] = blocking
  if (first === undefined)
    return { result: 'ok', proved: `the database is ready for ${step.pipeline} ${step.release}`, warnings }
  const result = blocking.some(({ level }) => level === 'failed') ? 'failed' : 'retry'
  const cause = blocking.find(({ level }) => level === result) ?? first
  const packet: Packet = {
    code: cause.code,
    message: blocking.length === 1 ? cause.text : `${blocking.length} checks failed, first: ${cause.text}`,
    details: blocking.map(({ text, next }) => (next === undefined ? text : `${text}, do: ${next}`)),
    state: 'nothing was changed',
    next: cause.next ?? 'correct the listed findings, then: argocd app sync',
  }
  return { result, packet, warnings }
}
