/**
 * The SQL with which a migrator takes, marks and closes the row of a migration. Each piece names the attempt that must own
 * the row, so that a migrator that lost its advisory lock writes nothing, and is read back, so that a trigger, rule or
 * policy that changes what is written fails the file.
 */
import { literal } from '../../connect/pg-quote.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import type { AppliedMigration, Scope } from '../../protocol/ledger.ts'
import { migrationId } from '../migrate/plan.ts'

export interface MigrationRow {
  readonly scope: Scope
  /** The attempt that writes. */
  readonly attempt: string
  readonly entry: IndexEntry
}

/**
 * Takes the migration. A plain INSERT or an UPDATE of exactly the row that was read: a second migrator waits for the first
 * one's transaction, and then fails on the key or finds another row.
 */
export function takeSql(row: MigrationRow, before: AppliedMigration | undefined, state: 'started' | 'applied'): string {
  const { scope, attempt, entry } = row
  if (before === undefined) {
    const values = [scope.pipeline, scope.target, migrationId(entry), entry.file, entry.version, entry.checksum, state]
    return `insert into wavec.migration (pipeline, target, id, file, version, checksum, state, attempt)
values (${values.map(literalOrNull).join(', ')}, ${attempt})`
  }
  const seen = `state = ${literal(before.written)} and checksum = ${literal(before.checksum)} and attempt = ${before.attempt}`
  return `update wavec.migration set file = ${literal(entry.file)}, checksum = ${literal(entry.checksum)}, state = '${state}',
  attempt = ${attempt}, ms = null, applied_at = null where ${keySql(row)} and ${seen}`
}

/** Reads back what this transaction wrote: 1 in column `rows`, and the transaction in `xid`. */
export function writtenSql(row: MigrationRow, state: 'started' | 'applied', end: 'open' | 'ended'): string {
  const is = `${ownedSql(row, state)} and checksum = ${literal(row.entry.checksum)} and applied_at is ${end === 'open' ? '' : 'not '}null`
  return `select pg_current_xact_id()::text as xid,
  (select count(*) from wavec.migration where ${is} and xmin = pg_current_xact_id()::xid)::text as rows`
}

/** Records that the file ended. */
export function endSql(row: MigrationRow, state: 'started' | 'applied', ms: number): string {
  return `update wavec.migration set state = 'applied', ms = ${Math.round(ms)}, applied_at = clock_timestamp() where ${ownedSql(row, state)}`
}

export function ownedSql(row: MigrationRow, state: 'started' | 'applied'): string {
  return `${keySql(row)} and state = '${state}' and attempt = ${row.attempt}`
}

/** Also of wavec.statement. */
export function keySql({ scope, entry }: MigrationRow): string {
  return `pipeline = ${literal(scope.pipeline)} and target = ${literal(scope.target)} and id = ${literal(migrationId(entry))}`
}

function literalOrNull(text: string | undefined): string {
  return text === undefined ? 'null' : literal(text)
}
