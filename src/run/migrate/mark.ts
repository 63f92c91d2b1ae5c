import { keySql } from '../ledger/migration-row.ts'
import { statementChecksum } from '../ledger/statement-row.ts'
import { rowOf, type Applying } from './applying.ts'
import { MigrationFailure } from './failure.ts'
import type { LoadedMigration, MigrationStatement } from './file.ts'
import { placeOf } from './run-statement.ts'

/** What the ledger records of one statement, so that a rerun knows what may be half done. */
export type Mark = 'none' | 'started' | 'done'

export async function markOf(
  applying: Applying,
  migration: LoadedMigration,
  statement: MigrationStatement,
): Promise<Mark> {
  const { entry, text } = migration
  const sql = `select checksum, state from wavec.statement where ${keySql(rowOf(applying, migration))} and number = ${statement.number}`
  const [row] = (await applying.session.query(sql)).rows
  if (row === undefined) return 'none'
  if (row['checksum'] === statementChecksum(statement.text)) return row['state'] === 'done' ? 'done' : 'started'
  if (entry.version === undefined || row['state'] !== 'done') return 'none'
  throw new MigrationFailure(
    `${entry.file}: statement ${statement.number} was edited after it was applied, and the rest of the file was not applied`,
    {
      code: 'migrations/changed',
      exit: 4,
      next: 'restore the statement, and put the change in a new file',
      statement: placeOf(entry.file, text, statement),
    },
  )
}

/** Whether an earlier attempt marked any statement of the file. */
export async function hasMarks(applying: Applying, migration: LoadedMigration): Promise<boolean> {
  const sql = `select exists (select from wavec.statement where ${keySql(rowOf(applying, migration))}) as marks`
  const { rows } = await applying.session.query(sql)
  return rows[0]?.['marks'] === 't'
}
