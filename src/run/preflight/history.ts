import type { Session } from '../../connect/session.ts'
import type { AppliedMigration } from '../../protocol/ledger.ts'
import { compareVersions } from '../../migrations/file.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { repairSql } from '../ledger/broken-row.ts'
import { hasCompletedRelease, readLedger, scopeOf } from '../ledger/ledger.ts'
import { loadMigration } from '../migrate/file.ts'
import { movedHistory, type MovedHistory } from '../migrate/moved-history.ts'
import { planMigrations } from '../migrate/plan.ts'
import { readIndex, sourceOf } from '../migrate/set.ts'
import type { Adapters, StepOf } from '../step-runner.ts'
import { toolOf } from '../tool.ts'
import type { History as Recorded } from '../../tools/index.ts'
import { unreachable } from '../../diagnostic/unreachable.ts'
import { reversalOf, type Noted } from '../migrate/reversal.ts'
import { alteredRelations } from './altered.ts'
import type { Finding } from './finding.ts'
import { tableHistory, type Applied, type FailedFile } from './tool-history.ts'
import { unlessForbidden } from './unless-forbidden.ts'

type Preflight = StepOf<'preflight'>

/** The applied migrations, by any tool, compared with those of this release. */
export interface History {
  readonly pending: readonly IndexEntry[]
  readonly ahead: readonly AppliedMigration[]
  readonly refused: readonly string[]
  readonly broken: AppliedMigration | undefined
  /** Files that the tool's history marks as failed. */
  readonly failed: readonly FailedFile[]
  /** Set if nothing is applied under this name, but the same files are under another. */
  readonly moved: MovedHistory | undefined
  readonly newest: string | undefined
  /** Relations that pending files alter, as written. */
  readonly alters: readonly string[]
  /** How to revert the pending files. */
  readonly reversals: readonly Noted[]
  /** Ids of the applied migrations. */
  readonly applied: readonly string[]
}

/** With this finding nothing is recorded, because the name may be wrong. */
export const movedCode = 'preflight/moved-history'

export async function loadHistory(session: Session, step: Preflight, adapters: Adapters): Promise<History> {
  const tool = toolOf(step.migrations, adapters)
  const index = await readIndex(step.migrations, adapters.files)
  const { applied, failed, moved } = await readHistory(session, step, { index, history: tool.history })
  const plan = planMigrations(index, applied)
  const alters: string[] = []
  const reversals = plan.pending.map((entry) => reversalOf(entry, scopeOf(step), tool.history))
  // Files in an image are available here only if wavec's own engine runs in that image.
  if (tool.runs.in === 'engine' || step.migrations.files !== undefined) {
    const source = sourceOf(step.migrations, adapters, tool.runs.in === 'engine' ? 'wavec' : 'tool')
    for (const entry of plan.pending) {
      const migration = await loadMigration(source, entry)
      alters.push(...alteredRelations(migration.statements))
    }
  }
  let newest: string | undefined
  for (const { version, state } of applied) {
    if (state === 'applied' && version !== undefined && (newest === undefined || compareVersions(version, newest) > 0))
      newest = version
  }
  const ids = applied.filter(({ state }) => state === 'applied').map(({ id }) => id)
  return { ...plan, failed, moved, newest, alters: [...new Set(alters)].sort(), reversals, applied: ids }
}

interface Found extends Applied {
  readonly moved?: MovedHistory | undefined
}

interface Sought {
  readonly index: readonly IndexEntry[]
  readonly history: Recorded
}

async function readHistory(session: Session, step: Preflight, { index, history }: Sought): Promise<Found> {
  switch (history.in) {
    case 'ledger':
      return ownHistory(session, step, index)
    case 'table':
      return tableHistory(session, history, index)
    case 'unknown':
      return { applied: [], failed: [] }
    default:
      return unreachable(history)
  }
}

async function ownHistory(session: Session, step: Preflight, index: readonly IndexEntry[]): Promise<Found> {
  const read = async (): Promise<Found> => {
    const { version, applied } = await readLedger(session, scopeOf(step))
    const isNew = version > 0 && applied.length === 0
    return { applied, failed: [], moved: isNew ? await movedHistory(session, scopeOf(step), index) : undefined }
  }
  return unlessForbidden(read, { applied: [], failed: [] })
}

/** Reports contradictions as failures, and pending or newer migrations as notes. */
export async function historyFindings(
  session: Session,
  step: Preflight,
  history: History,
): Promise<readonly Finding[]> {
  const { pending, ahead, refused, failed, moved, newest } = history
  const next =
    history.broken === undefined
      ? 'git log -- the folder of the migrations   # restore the applied version, and put changes in a new file'
      : repairSql(scopeOf(step), history.broken)
  const findings: Finding[] = [
    ...refused.map((text): Finding => ({
      level: 'failed',
      code: 'preflight/history',
      text,
      next,
    })),
    ...failed.map(({ file, repair }): Finding => ({
      level: 'failed',
      code: 'preflight/history',
      text: `the history of ${step.migrations.tool} marks ${file} as failed`,
      next: `${repair}   # after cleaning up what it left half done`,
    })),
    ...(moved === undefined ? [] : [{ level: 'failed', code: movedCode, ...moved } as const]),
    ...ahead.map(aheadFinding),
  ]
  if (step.migrations.index !== undefined) {
    findings.push({
      level: 'note',
      code: 'preflight/pending',
      text: pending.length === 0 ? 'no migration is pending' : `pending: ${pending.map(({ file }) => file).join(', ')}`,
    })
    findings.push(...unknownReversals(pending))
  }
  return [...findings, ...(await minVersionFindings(session, step, newest))]
}

/** An index that an older wavec wrote does not say. */
function unknownReversals(pending: readonly IndexEntry[]): readonly Finding[] {
  const files = pending.filter(({ undo }) => undo === undefined).map(({ file }) => file)
  if (files.length === 0) return []
  const text = `how to revert ${files.join(', ')} is not known: the index of the migrations does not say`
  return [{ level: 'note', code: 'preflight/pending', text }]
}

function aheadFinding({ file, state }: AppliedMigration): Finding {
  const code = 'preflight/ahead'
  return state === 'applied'
    ? { level: 'note', code, text: `${file} is applied and newer than every file of this release` }
    : {
        level: 'warning',
        code,
        text: `${file} was started by a newer release and never finished: part of it may be applied`,
      }
}

async function minVersionFindings(
  session: Session,
  step: Preflight,
  newest: string | undefined,
): Promise<readonly Finding[]> {
  const { minVersion } = step.checks
  if (minVersion === undefined) return []
  if (!(await unlessForbidden(() => hasCompletedRelease(session, scopeOf(step)), false)))
    return [{ level: 'note', code: 'preflight/min-version', text: 'minVersion skipped: first release' }]
  if (newest !== undefined && compareVersions(newest, minVersion) >= 0) return []
  const text = `the schema is at version ${newest ?? 'none'}, but this release requires at least ${minVersion} before it (minVersion)`
  return [
    { level: 'failed', code: 'preflight/min-version', text, next: `release the migrations up to ${minVersion} first` },
  ]
}
