import { DatabaseFailure } from '../../connect/pg-failure.ts'
import { literal } from '../../connect/pg-quote.ts'
import type { Row } from '../../connect/session.ts'
import { repairSql } from '../ledger/broken-row.ts'
import { rowOf, type Applying } from './applying.ts'
import { MigrationFailure, restated } from './failure.ts'
import type { LoadedMigration, MigrationStatement } from './file.ts'
import { migrationId } from './plan.ts'
import { rollback } from './retried.ts'
import { located, placeOf, runStatement } from './run-statement.ts'

/** Runs a statement in the transaction `xid`, and throws if it is over afterwards. */
export async function runInTransaction(
  applying: Applying,
  migration: LoadedMigration,
  statement: MigrationStatement,
  xid: string,
): Promise<void> {
  await runStatement(applying, migration, statement)
  if (applying.session.transaction() !== 'open') throw await endedInside(applying, migration, { statement, xid })
}

interface Inside {
  readonly statement: MigrationStatement | undefined
  /** The transaction that the runner began. */
  readonly xid: string
}

/** Throws unless this is still the transaction that the runner began. */
export async function sameTransaction(
  applying: Applying,
  migration: LoadedMigration,
  inside: Inside,
  now: Row | undefined,
): Promise<void> {
  if (now?.['xid'] !== inside.xid) throw await endedInside(applying, migration, inside)
}

/**
 * Commits. If the server refuses, nothing of the transaction is left. If it does not answer, the transaction may be
 * committed: an answer can be lost after the commit.
 */
export async function commit(
  applying: Applying,
  migration: LoadedMigration,
  statement: MigrationStatement | undefined,
  what: string,
): Promise<void> {
  const { session, watch } = applying
  try {
    const at = { statement, position: 'elsewhere' } as const
    const { command } = await located(applying, migration, at, watch.during(session.query('commit')))
    // The server answers ROLLBACK if an error that the client never saw has failed the transaction.
    if (command !== 'COMMIT') throw notCommitted(migration, command)
  } catch (error) {
    if (!(error instanceof MigrationFailure) || !(error.cause instanceof DatabaseFailure)) throw error
    if ((await rollback(session)) === 'answered') throw error
    const state = `It is not known whether ${what} is applied: the connection broke at the commit, and the next run finds out`
    throw restated(error, error.message, { exit: 75, state })
  }
}

function notCommitted({ entry }: LoadedMigration, command: string): MigrationFailure {
  return new MigrationFailure(`${entry.file}: the server answered ${command} to COMMIT`, {
    code: 'migrations/not-committed',
    exit: 4,
    next: 'read the server log at the time of the failure',
  })
}

/**
 * The file ended the transaction which records it, so what it did is not protected by its row. A statement that only the
 * server splits in two can do that, and so can an extension.
 */
async function endedInside(
  applying: Applying,
  migration: LoadedMigration,
  { statement, xid }: Inside,
): Promise<MigrationFailure> {
  const { session } = applying
  const { entry, text } = migration
  const is = session.transaction() === 'none' ? 'none is open' : 'another one is open'
  const { state, next } = leftBy(applying, migration, await fateOf(applying, xid))
  return new MigrationFailure(`${entry.file}: its transaction ended inside the file: afterwards ${is}`, {
    code: 'migrations/transaction-ended',
    exit: 4,
    next,
    state,
    statement: statement === undefined ? undefined : placeOf(entry.file, text, statement),
  })
}

/** Rolls back what is open, and asks what became of the transaction `xid`; undefined if the connection is lost. */
async function fateOf({ session }: Applying, xid: string): Promise<Row | undefined> {
  if ((await rollback(session, session.restore)) === 'lost') return undefined
  const sql =
    'select (select gid from pg_prepared_xacts where transaction = $1::xid8::xid) as gid, pg_xact_status($1::xid8) as status'
  const { rows } = await session.query(sql, [xid])
  return rows[0]
}

function leftBy(
  applying: Applying,
  migration: LoadedMigration,
  { gid, status }: Row = {},
): { readonly state: string; readonly next: string } {
  const { file } = migration.entry
  if (gid !== null && gid !== undefined) {
    const state = `${file} is in the prepared transaction ${literal(gid)}, which holds its locks until it is ended`
    return { state, next: `rollback prepared ${literal(gid)};   -- then remove PREPARE TRANSACTION from ${file}` }
  }
  if (status === 'committed') {
    const { scope, entry } = rowOf(applying, migration)
    return {
      state: `A part of ${file} is applied, and the ledger records it as unended`,
      next: repairSql(scope, { id: migrationId(entry), state: 'unended' }),
    }
  }
  return {
    state: `Up to the statement that ended the transaction nothing of ${file} is left. What that statement did afterwards may be`,
    next: `remove what ends the transaction from ${file}, and compare the schema with it`,
  }
}
