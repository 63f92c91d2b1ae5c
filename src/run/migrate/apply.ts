import { endSql, writtenSql } from '../ledger/migration-row.ts'
import { lockStateOf, lockStateSql, rowOf, type Applied, type Applying, type LockState } from './applying.ts'
import { contractSql } from './contracts.ts'
import { withState } from './failure.ts'
import type { LoadedMigration, MigrationStatement } from './file.ts'
import { retried } from './retried.ts'
import { located } from './run-statement.ts'
import { nothingLeft } from './state.ts'
import { rowLost, take } from './take.ts'
import { commit, runInTransaction, sameTransaction } from './transaction-end.ts'

/**
 * Applies the whole file in one transaction, and starts over if a lock blocks it. The ledger's row comes first, so that a
 * second migrator waits for this transaction. It gets its end last, and only if this is still the same transaction.
 */
export async function applyInTransaction(applying: Applying, migration: LoadedMigration): Promise<Applied> {
  try {
    return await retried(applying, migration, () => applyOnce(applying, migration))
  } catch (error) {
    throw withState(error, nothingLeft(migration.entry.file))
  }
}

async function applyOnce(applying: Applying, migration: LoadedMigration): Promise<Applied> {
  const { clock } = applying.adapters
  const started = clock.now()
  const xid = await begin(applying, migration)
  if (xid === undefined) return { by: 'another', lock: 'held' }
  for (const statement of migration.statements.slice(openingOf(migration).length))
    await runInTransaction(applying, migration, statement, xid)
  const lock = await end(applying, migration, { xid, ms: clock.now() - started })
  await commit(applying, migration, migration.statements.at(-1), migration.entry.file)
  return { by: 'us', lock }
}

/** Undefined if another migrator has applied the file. */
async function begin(applying: Applying, migration: LoadedMigration): Promise<string | undefined> {
  const { session } = applying
  const opening = openingOf(migration)
  if (opening.length === 0) return take(applying, migration, { opening: `begin; ${session.restore}`, state: 'applied' })
  await located(applying, migration, { statement: undefined }, session.query('begin'))
  for (const statement of opening) {
    const sent = session.execute(statement.text)
    await located(applying, migration, { statement }, sent)
  }
  return take(applying, migration, { opening: session.restore, state: 'applied' })
}

/** PostgreSQL takes these only before the first query of a transaction (25001), which the ledger's row would be. */
function openingOf({ statements }: LoadedMigration): readonly MigrationStatement[] {
  const first = statements.findIndex(({ kind }) => kind.kind !== 'transaction-mode')
  return first < 0 ? statements : statements.slice(0, first)
}

/**
 * Everything that the commit could still run or refuse comes first, then what the file left in the session is undone. So
 * the row is the last that the transaction writes, written as the migrator, and read back.
 */
async function end(
  applying: Applying,
  migration: LoadedMigration,
  { xid, ms }: { readonly xid: string; readonly ms: number },
): Promise<LockState> {
  const { session, step, attempt, watch } = applying
  const row = rowOf(applying, migration)
  const statement = migration.statements.at(-1)
  const sql = [
    'set constraints all immediate',
    session.restore,
    contractSql(step, attempt, migration.entry),
    endSql(row, 'applied', ms),
    `select w.*, ${lockStateSql(applying)} as lock from (${writtenSql(row, 'applied', 'ended')}) w`,
  ]
  const sent = watch.during(session.query(sql.filter((part) => part !== undefined).join('; ')))
  const { rows } = await located(applying, migration, { statement, position: 'elsewhere' }, sent)
  await sameTransaction(applying, migration, { statement, xid }, rows[0])
  if (rows[0]?.['rows'] !== '1') throw rowLost(migration)
  return lockStateOf(rows[0]['lock'])
}
