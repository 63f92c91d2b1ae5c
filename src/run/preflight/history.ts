import type { Session } from '../../connect/session.ts'
import type { AppliedMigration } from '../../protocol/ledger.ts'
import { compareVersions } from '../../migrations/file.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { hasCompletedRelease, readLedger, scopeOf } from '../ledger/ledger.ts'
import { loadMigration } from '../migrate/file.ts'
import { movedHistory, type MovedHistory } from '../migrate/moved-history.ts'
import { migrationId, planMigrations } from '../migrate/plan.ts'
import { folderOf, readIndex } from '../migrate/set.ts'
import type { Adapters, StepOf } from '../step-runner.ts'
import { reversalOf, type Noted } from '../migrate/reversal.ts'
import { alteredRelations } from './altered.ts'
import type { Finding } from './finding.ts'
import { unlessForbidden } from './unless-forbidden.ts'

type Preflight = StepOf<'preflight'>

/** What was applied, by whatever tool, against what this release brings. */
export interface History {
  readonly pending: readonly IndexEntry[]
  readonly ahead: readonly AppliedMigration[]
  readonly refused: readonly string[]
  /** Files that the tool's history names as failed. */
  readonly failed: readonly string[]
  /** Where nothing is applied, and the same files are under another name. */
  readonly moved: MovedHistory | undefined
  readonly newest: string | undefined
  /** Relations, as they are written, that pending files alter. */
  readonly alters: readonly string[]
  /** How the pending files are taken back, as far as the files are here. */
  readonly reversals: readonly Noted[]
  /** Ids of what is applied. */
  readonly applied: readonly string[]
}

/** Under a name that may be wrong, nothing is noted. */
export const movedCode = 'preflight/moved-history'

export async function loadHistory(session: Session, step: Preflight, { files }: Adapters): Promise<History> {
  const index = await readIndex(step.migrations, files)
  const { applied, failed, moved } =
    step.migrations.tool === 'sql' ? await ownHistory(session, step, index) : await flywayHistory(session, index)
  const plan = planMigrations(index, applied)
  const alters: string[] = []
  const reversals: Noted[] = []
  if (step.migrations.tool === 'sql' || step.migrations.files !== undefined) {
    for (const entry of plan.pending) {
      const migration = await loadMigration(folderOf(step.migrations), entry, files)
      alters.push(...alteredRelations(migration.statements))
      reversals.push(reversalOf(migration, scopeOf(step), step.migrations.tool))
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

interface Applied {
  readonly applied: readonly AppliedMigration[]
  readonly failed: readonly string[]
  readonly moved?: MovedHistory | undefined
}

async function ownHistory(session: Session, step: Preflight, index: readonly IndexEntry[]): Promise<Applied> {
  const read = async (): Promise<Applied> => {
    const { version, applied } = await readLedger(session, scopeOf(step))
    const isNew = version > 0 && applied.length === 0
    return { applied, failed: [], moved: isNew ? await movedHistory(session, scopeOf(step), index) : undefined }
  }
  return unlessForbidden(read, { applied: [], failed: [] })
}

/**
 * Flyway's own table (https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html). Its checksums
 * are of another kind and are left to Flyway, which compares them before it migrates.
 */
async function flywayHistory(session: Session, index: readonly IndexEntry[]): Promise<Applied> {
  const { rows: there } = await session.query(`select to_regclass('flyway_schema_history') is not null as there`)
  if (there[0]?.['there'] !== 't') return { applied: [], failed: [] }
  const checksums = new Map(index.map((entry) => [migrationId(entry), entry.checksum]))
  const { rows } = await session.query(
    'select version, script, success from flyway_schema_history where script is not null order by installed_rank',
  )
  const applied: AppliedMigration[] = []
  const failed: string[] = []
  for (const row of rows) {
    const [file, version] = [row['script'] ?? '', row['version'] ?? undefined]
    if (version !== undefined && !/^\d+(\.\d+)*$/.test(version)) continue
    const id = migrationId({ file, version })
    if (row['success'] !== 't') failed.push(file)
    else applied.push({ id, file, version, checksum: checksums.get(id) ?? '', state: 'applied' })
  }
  return { applied, failed }
}

/** What contradicts; the migrations that are pending or ahead are told as notes. */
export async function historyFindings(
  session: Session,
  step: Preflight,
  history: History,
): Promise<readonly Finding[]> {
  const { pending, ahead, refused, failed, moved, newest } = history
  const restore = 'git log -- the folder of the migrations   # restore what was applied; a change is a new file'
  const findings: Finding[] = [
    ...refused.map((text): Finding => ({ level: 'failed', code: 'preflight/history', text, next: restore })),
    ...failed.map((file): Finding => ({
      level: 'failed',
      code: 'preflight/history',
      text: `${step.migrations.tool} names ${file} as failed`,
      next: `${step.migrations.tool} repair   # after what it left half done was put right`,
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
  }
  return [...findings, ...(await minVersionFindings(session, step, newest))]
}

function aheadFinding({ file, state }: AppliedMigration): Finding {
  const code = 'preflight/ahead'
  return state === 'applied'
    ? { level: 'note', code, text: `${file} is applied and newer than every file of this release` }
    : {
        level: 'warning',
        code,
        text: `${file} was started by a newer release and never finished: part of it may be there`,
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
    return [{ level: 'note', code: 'preflight/min-version', text: 'minVersion: skipped: first release' }]
  if (newest !== undefined && compareVersions(newest, minVersion) >= 0) return []
  const text = `the schema is at version ${newest ?? 'none'}, and this release asks for at least ${minVersion} before it (minVersion)`
  return [
    { level: 'failed', code: 'preflight/min-version', text, next: `release the migrations up to ${minVersion} first` },
  ]
}
