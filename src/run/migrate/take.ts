import { takeSql, writtenSql, type MigrationRow } from '../ledger/migration-row.ts'
import { readLedger } from '../ledger/ledger.ts'
import type { AppliedMigration } from '../../protocol/ledger.ts'
import { rowOf, type Applying } from './applying.ts'
import { MigrationFailure } from './failure.ts'
import type { LoadedMigration } from './file.ts'
import { migrationId } from './plan.ts'
import { rollback } from './retried.ts'
import { located } from './run-statement.ts'

/**
 * Takes the row of the file, after `opening`, and returns the transaction that wrote it; undefined if another migrator
 * has applied the file meanwhile. The lock keeps migrators apart, but a file can release it.
 */
export async function take(
  applying: Applying,
  migration: LoadedMigration,
  { opening, state, after = '' }: Taking,
): Promise<string | undefined> {
  const { session, watch } = applying
  const row = rowOf(applying, migration)
  const sql = [opening, takeSql(row, knownRow(applying, migration), state), after, writtenSql(row, state, 'open')]
  let refused = rowLost(migration)
  try {
    const sent = watch.during(session.query(sql.filter((part) => part !== '').join('; ')))
    const { rows } = await located(applying, migration, { statement: undefined }, sent)
    if (rows[0]?.['rows'] === '1') return rows[0]['xid'] ?? ''
  } catch (error) {
    if (!(error instanceof MigrationFailure) || error.sqlstate !== uniqueViolation) throw error
    refused = error
  }
  await rollback(session)
  return takenBy(applying, migration, refused)
}

interface Taking {
  readonly opening: string
  readonly state: 'started' | 'applied'
  /** Sent once the row is taken. */
  readonly after?: string
}

const uniqueViolation = '23505'

export function knownRow({ known }: Applying, { entry }: LoadedMigration): AppliedMigration | undefined {
  return known.get(migrationId(entry))
}

/** Why the row could not be taken. Throws unless another migrator has applied the same file. */
async function takenBy(applying: Applying, migration: LoadedMigration, failure: MigrationFailure): Promise<undefined> {
  const { entry } = migration
  const before = knownRow(applying, migration)
  const now = await currentRow(applying, rowOf(applying, migration))
  if (isSame(before, now)) throw failure
  if (now?.state !== 'applied' || now.checksum !== entry.checksum) throw overtaken(migration)
  applying.adapters.log.warn(`${entry.file} was applied by another migrator meanwhile`)
  return undefined
}

async function currentRow(
  { session }: Applying,
  { scope, entry }: MigrationRow,
): Promise<AppliedMigration | undefined> {
  const { applied } = await readLedger(session, scope)
  return applied.find(({ id }) => id === migrationId(entry))
}

function isSame(before: AppliedMigration | undefined, now: AppliedMigration | undefined): boolean {
  return before?.written === now?.written && before?.checksum === now?.checksum && before?.attempt === now?.attempt
}

/** Why a row that this attempt took is no longer as it was written. */
export async function notOurs(applying: Applying, migration: LoadedMigration): Promise<MigrationFailure> {
  const now = await currentRow(applying, rowOf(applying, migration))
  return now?.attempt === applying.attempt ? rowLost(migration) : overtaken(migration)
}

/** Another migrator owns the file now, and goes on with it. */
function overtaken({ entry }: LoadedMigration): MigrationFailure {
  return new MigrationFailure(`${entry.file}: another migrator has taken it over`, {
    code: 'migrations/overtaken',
    exit: 75,
    next: 'run the Job again with a full sync: argocd app sync',
    state: `What the other migrator does with ${entry.file} is in its own log`,
  })
}

/** The row is not what was written, or not there. */
export function rowLost({ entry }: LoadedMigration): MigrationFailure {
  return new MigrationFailure(
    `${entry.file}: the ledger did not keep its row as written: a trigger, rule or policy of wavec.migration changes it`,
    {
      code: 'ledger/row-lost',
      exit: 4,
      next: '\\d wavec.migration   -- in psql: remove the trigger, rule or policy that it lists',
    },
  )
}
