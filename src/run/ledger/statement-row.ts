import { createHash } from 'node:crypto'
import { keySql, ownedSql, type MigrationRow } from './migration-row.ts'

/** What the ledger records of one statement of a file that runs outside a transaction. */
export interface StatementRow extends MigrationRow {
  readonly number: number
  /** The statement as written. */
  readonly text: string
}

export function statementChecksum(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

/**
 * Marks the statement, and locks the file's row until the transaction ends, so that no other migrator takes the file over
 * while the statement runs. Writes nothing if another one has.
 */
export function markSql(row: StatementRow, state: 'started' | 'done'): string {
  return `insert into wavec.statement (pipeline, target, id, number, checksum, state, attempt)
select pipeline, target, id, ${row.number}, '${statementChecksum(row.text)}', '${state}', attempt from wavec.migration where ${ownedSql(row, 'started')} for update
on conflict (pipeline, target, id, number) do update set checksum = excluded.checksum, state = excluded.state, attempt = excluded.attempt`
}

/** Reads back what this transaction marked, as `writtenSql` does for the file. */
export function markedSql(row: StatementRow, state: 'started' | 'done'): string {
  return `select pg_current_xact_id()::text as xid, (select count(*) from wavec.statement where ${keySql(row)} and number = ${row.number}
  and state = '${state}' and attempt = ${row.attempt} and checksum = '${statementChecksum(row.text)}' and xmin = pg_current_xact_id()::xid)::text as rows`
}

export function unmarkSql(row: StatementRow): string {
  return `delete from wavec.statement where ${keySql(row)} and number = ${row.number} and attempt = ${row.attempt}`
}
