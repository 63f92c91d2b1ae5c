/**
 * Applies a file whose statements can't share a transaction. The ledger records each statement, so that a rerun after a
 * kill at any moment knows what may be half done. A plain statement and its mark commit together. A CONCURRENTLY statement
 * runs in several transactions: it is marked `started` first, and the catalog shows how far it got. A mark is written only
 * while this attempt owns the file's row, so a migrator that was overtaken stops before its next statement.
 */
import { endSql, keySql, ownedSql, writtenSql } from '../ledger/migration-row.ts'
import { markedSql, markSql, unmarkSql, type StatementRow } from '../ledger/statement-row.ts'
import { lockStateOf, lockStateSql, rowOf, type Applied, type Applying, type LockState } from './applying.ts'
import { indexIsBuilt, prepareIndex } from './concurrent-index.ts'
import { detachIsDone, dropIsDone, forgetReindex } from './concurrent-other.ts'
import { contractSql } from './contracts.ts'
import { MigrationFailure, withState } from './failure.ts'
import type { LoadedMigration, MigrationStatement } from './file.ts'
import { markOf, type Mark } from './mark.ts'
import { retried, rollback } from './retried.ts'
import { located, placeOf, runStatement } from './run-statement.ts'
import { stateOutside, type Reached } from './state.ts'
import { knownRow, notOurs, take } from './take.ts'
import { commit, runInTransaction, sameTransaction } from './transaction-end.ts'

export async function applyOutside(applying: Applying, migration: LoadedMigration): Promise<Applied> {
  const { session, adapters } = applying
  const started = adapters.clock.now()
  let at: Reached = knownRow(applying, migration)?.state === 'started' ? 'resumed' : 'nothing'
  try {
    if ((await open(applying, migration)) === 'by-another') return { by: 'another', lock: 'held' }
    const settings: MigrationStatement[] = []
    for (const statement of migration.statements) {
      at = statement
      if (statement.kind.kind === 'setting') settings.push(statement)
      else await applyOne({ ...applying, settings }, migration, statement)
    }
    at = 'end'
    const lock = await retried(applying, migration, () => end(applying, migration, adapters.clock.now() - started))
    return { by: 'us', lock }
  } catch (error) {
    const link = await rollback(session, session.restore)
    throw withState(error, stateOutside(migration.entry.file, at, link))
  }
}

/** Takes the file. A repeatable file that was applied before starts from its first statement. */
async function open(applying: Applying, migration: LoadedMigration): Promise<'taken' | 'by-another'> {
  const row = rowOf(applying, migration)
  const isAgain = knownRow(applying, migration)?.state === 'applied'
  const forget = `delete from wavec.statement where ${keySql(row)} and exists (select from wavec.migration where ${ownedSql(row, 'started')})`
  const opening = applying.session.restore
  const xid = await retried(applying, migration, () =>
    take(applying, migration, { opening, state: 'started', ...(isAgain ? { after: forget } : {}) }),
  )
  return xid === undefined ? 'by-another' : 'taken'
}

/** Records the end of the file, in the one transaction of a message. */
async function end(applying: Applying, migration: LoadedMigration, ms: number): Promise<LockState> {
  const { session, step, attempt } = applying
  const row = rowOf(applying, migration)
  const sql = [
    session.restore,
    endSql(row, 'started', ms),
    contractSql(step, attempt, migration.entry),
    `select w.*, ${lockStateSql(applying)} as lock from (${writtenSql(row, 'applied', 'ended')}) w`,
  ]
  const sent = session.query(sql.filter((part) => part !== undefined).join('; '))
  const { rows } = await located(applying, migration, { statement: undefined }, sent)
  if (rows[0]?.['rows'] !== '1') throw await notOurs(applying, migration)
  return lockStateOf(rows[0]['lock'])
}

/** With the file's SETs so far, which an attempt that resumes in the middle of the file needs too. */
interface ApplyingOutside extends Applying {
  readonly settings: readonly MigrationStatement[]
}

async function applyOne(
  applying: ApplyingOutside,
  migration: LoadedMigration,
  statement: MigrationStatement,
): Promise<void> {
  const mark = await markOf(applying, migration, statement)
  if (mark === 'done') return
  const isPlain = statement.kind.kind === 'plain' || statement.kind.kind === 'validate'
  await retried(applying, migration, () =>
    isPlain ? applyPlain(applying, migration, statement) : applyConcurrently(applying, migration, statement),
  )
  if (applying.settings.length > 0) await applying.session.query(applying.session.restore)
}

async function repeatSettings(applying: ApplyingOutside, migration: LoadedMigration): Promise<void> {
  for (const setting of applying.settings) await runStatement(applying, migration, setting)
}

function statementRow(
  applying: Applying,
  migration: LoadedMigration,
  { number, text }: MigrationStatement,
): StatementRow {
  return { ...rowOf(applying, migration), number, text }
}

/** Sends SQL that ends in `markedSql`, and returns the transaction. Throws if the mark was not written. */
async function marked(applying: Applying, migration: LoadedMigration, sql: string): Promise<string> {
  const { session, watch } = applying
  const sent = watch.during(session.query(sql))
  const { rows } = await located(applying, migration, { statement: undefined }, sent)
  if (rows[0]?.['rows'] === '1') return rows[0]['xid'] ?? ''
  await rollback(session)
  throw await notOurs(applying, migration)
}

/** A file may SET ROLE, but the ledger is written as the migrator. */
const home = 'reset session authorization; reset role'

/** VALIDATE CONSTRAINT blocks neither reads nor writes, so it may wait and run until the step's deadline. */
async function applyPlain(
  applying: ApplyingOutside,
  migration: LoadedMigration,
  statement: MigrationStatement,
): Promise<void> {
  const { session, watch } = applying
  const row = statementRow(applying, migration, statement)
  const xid = await marked(applying, migration, `begin; ${home}; ${markSql(row, 'done')}; ${markedSql(row, 'done')}`)
  await repeatSettings(applying, migration)
  if (statement.kind.kind === 'validate') await session.query(unhurried('set local'))
  await runInTransaction(applying, migration, statement, xid)
  const ending = watch.during(session.query(`set constraints all immediate; ${home}; ${markedSql(row, 'done')}`))
  const { rows } = await located(applying, migration, { statement, position: 'elsewhere' }, ending)
  await sameTransaction(applying, migration, { statement, xid }, rows[0])
  if (rows[0]?.['rows'] !== '1') throw await notOurs(applying, migration)
  await commit(applying, migration, statement, `statement ${statement.number} of ${migration.entry.file}`)
}

function unhurried(set: 'set' | 'set local'): string {
  return `${set} lock_timeout = 0; ${set} statement_timeout = 0`
}

async function applyConcurrently(
  applying: ApplyingOutside,
  migration: LoadedMigration,
  statement: MigrationStatement,
): Promise<void> {
  const { session } = applying
  const row = statementRow(applying, migration, statement)
  const prepare = async (): Promise<void> => {
    await repeatSettings(applying, migration)
    await session.query(unhurried('set'))
  }
  await session.query(session.restore)
  const mark = await markOf(applying, migration, statement)
  await prepare()
  const text = await remaining(applying, migration, statement, mark)
  if (text !== undefined) {
    await marked(applying, migration, `${home}; ${markSql(row, 'started')}; ${markedSql(row, 'started')}`)
    if (applying.settings.length > 0) await prepare()
    await run(applying, migration, statement, text)
  }
  if (statement.kind.kind === 'create-index') await indexIsBuilt(applying, statement.kind)
  await marked(applying, migration, `${session.restore}; ${markSql(row, 'done')}; ${markedSql(row, 'done')}`)
}

/** If the name was taken (42P07), the build never began, and an index of that name is not ours. */
async function run(
  applying: ApplyingOutside,
  migration: LoadedMigration,
  statement: MigrationStatement,
  text: string,
): Promise<void> {
  try {
    await runStatement(applying, migration, statement, text)
  } catch (error) {
    const isNotBegun =
      error instanceof MigrationFailure && statement.kind.kind === 'create-index' && error.sqlstate === '42P07'
    if (isNotBegun) await applying.session.query(`${home}; ${unmarkSql(statementRow(applying, migration, statement))}`)
    throw error
  }
}

/** Cleans up after an earlier attempt and returns what is left to run of the statement. */
async function remaining(
  applying: Applying,
  migration: LoadedMigration,
  statement: MigrationStatement,
  mark: Mark,
): Promise<string | undefined> {
  const { kind, text } = statement
  if (kind.kind === 'create-index') {
    const at = placeOf(migration.entry.file, migration.text, statement)
    return (await prepareIndex(applying, kind, { mark, at })) === 'build' ? text : undefined
  }
  return mark === 'started' ? resumed(applying, statement) : text
}

/** What is left to run of a statement that an earlier attempt started. */
async function resumed(applying: Applying, { kind, text }: MigrationStatement): Promise<string | undefined> {
  switch (kind.kind) {
    case 'drop-index':
      return (await dropIsDone(applying, kind)) ? undefined : text
    case 'reindex':
      await forgetReindex(applying, kind)
      return text
    case 'detach': {
      const state = await detachIsDone(applying, kind)
      if (state === 'pending') return `alter table ${kind.table} detach partition ${kind.partition} finalize`
      return state === 'detached' ? undefined : text
    }
    default:
      return text
  }
}
