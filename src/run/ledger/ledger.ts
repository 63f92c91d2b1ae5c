/**
 * Reads and writes schema `wavec` of the migrated database. Reading also works without the schema (nothing was applied
 * yet). Writing first upgrades it to this runner's version.
 */
import type { Row, Session } from '../../connect/session.ts'
import {
  ledgerUpgrades,
  ledgerVersion,
  type AppliedMigration,
  type BaselineCheck,
  type MigrationState,
  type Scope,
} from '../../protocol/ledger.ts'
import { waitForLock } from '../lock.ts'
import type { Adapters } from '../step-runner.ts'

export interface LedgerState {
  /** 0: the ledger does not exist yet. */
  readonly version: number
  readonly applied: readonly AppliedMigration[]
}

export function scopeOf(step: {
  readonly pipeline: string
  readonly database: { readonly schema?: string | undefined }
}): Scope {
  return { pipeline: step.pipeline, target: step.database.schema ?? '' }
}

export async function readLedger(session: Session, scope: Scope): Promise<LedgerState> {
  const version = await ledgerVersionOf(session)
  if (version === 0) return { version, applied: [] }
  const { rows } = await session.query(
    `select id, file, version, checksum, state, attempt, applied_at is not null as ended
from wavec.migration where pipeline = $1 and target = $2 order by started_at, id`,
    [scope.pipeline, scope.target],
  )
  const applied = rows.map((row) => ({
    id: row['id'] ?? '',
    file: row['file'] ?? '',
    version: row['version'] ?? undefined,
    checksum: row['checksum'] ?? '',
    state: stateOf(row),
    written: row['state'] ?? '',
    attempt: row['attempt'] ?? undefined,
  }))
  return { version, applied }
}

/** A file's row is written first and gets its end last, in the same transaction. */
function stateOf({ state, ended }: Row): MigrationState {
  if (state === 'started') return 'started'
  if (state !== 'applied') return 'unknown'
  return ended === 't' ? 'applied' : 'unended'
}

/** 0 if the schema or its table is missing. */
export async function ledgerVersionOf(session: Session): Promise<number> {
  const { rows: found } = await session.query(`select to_regclass('wavec.ledger') is not null as there`)
  if (found[0]?.['there'] !== 't') return 0
  const { rows } = await session.query('select coalesce(max(version), 0) as version from wavec.ledger')
  return Number(rows[0]?.['version'] ?? 0)
}

/** Creates or upgrades the ledger, under a lock so that runners take turns. `known` is the version, if just read. */
export async function ensureLedger(session: Session, adapters: Adapters, known?: number): Promise<void> {
  if ((known ?? (await ledgerVersionOf(session))) >= ledgerVersion) return
  await using lock = await waitForLock(session, adapters, 'ledger')
  void lock
  const from = await ledgerVersionOf(session)
  if (from >= ledgerVersion) return
  const upgrades = ledgerUpgrades.slice(from).map((sql) => sql.trim().replace(/;$/, ''))
  // An administrator may have created the schema. Even `if not exists` would require the privilege to create one.
  const { rows } = await session.query(`select to_regnamespace('wavec') is null as missing`)
  const create = rows[0]?.['missing'] === 't' ? ['create schema wavec'] : []
  const stamp = `insert into wavec.ledger (version) values (${ledgerVersion})`
  try {
    await session.query(['begin', ...create, ...upgrades, stamp, 'commit'].join(';\n'))
  } catch (error) {
    await session.query('rollback')
    throw error
  }
  adapters.log.info(
    from === 0 ? 'created the ledger in schema wavec' : `upgraded the ledger to version ${ledgerVersion}`,
  )
}

/** Whether a release of this pipeline was ever verified here. If not, this is the first install. */
export async function hasCompletedRelease(session: Session, { pipeline, target }: Scope): Promise<boolean> {
  if ((await ledgerVersionOf(session)) === 0) return false
  const sql = `select exists (select from wavec.attempt where pipeline = $1 and target = $2 and step = 'verify' and state = 'done') as found`
  const { rows } = await session.query(sql, [pipeline, target])
  return rows[0]?.['found'] === 't'
}

/** The live checks from before the migration, in order; empty if preflight recorded none. */
export async function readBaseline(session: Session, { pipeline, target }: Scope): Promise<readonly BaselineCheck[]> {
  if ((await ledgerVersionOf(session)) === 0) return []
  const sql = 'select url, passed, detail from wavec.baseline where pipeline = $1 and target = $2 order by number'
  const { rows } = await session.query(sql, [pipeline, target])
  return rows.map(baselineCheck)
}

function baselineCheck(row: Row): BaselineCheck {
  return { url: row['url'] ?? '', passed: row['passed'] === 't', detail: row['detail'] ?? '' }
}

/** The baseline of an earlier preflight of the same release, unless the release has completed since. */
export async function baselineOfThisRelease(
  session: Session,
  { pipeline, target, release, digest }: BaselineOf,
): Promise<readonly BaselineCheck[]> {
  const sql = `select url, passed, detail from wavec.baseline
where pipeline = $1 and target = $2 and release = $3 and digest = $4 and taken_at > coalesce(
  (select max(ended_at) from wavec.attempt where pipeline = $1 and target = $2 and step = 'verify' and state = 'done'), '-infinity')
order by number`
  const { rows } = await session.query(sql, [pipeline, target, release, digest])
  return rows.map(baselineCheck)
}

export interface BaselineOf extends Scope {
  readonly release: string
  readonly digest: string
}

/** Replaces the baseline of an earlier preflight. */
export async function writeBaseline(session: Session, of: BaselineOf, checks: readonly BaselineCheck[]): Promise<void> {
  await session.query('delete from wavec.baseline where pipeline = $1 and target = $2', [of.pipeline, of.target])
  const sql = `insert into wavec.baseline (pipeline, target, number, url, passed, detail, release, digest) values ($1, $2, $3, $4, $5, $6, $7, $8)`
  for (const [number, { url, passed, detail }] of checks.entries()) {
    await session.query(sql, [of.pipeline, of.target, number, url, passed, detail, of.release, of.digest])
  }
}
