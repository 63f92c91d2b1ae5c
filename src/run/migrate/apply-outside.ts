/**
 * Applies a file whose statements can't share a transaction. The ledger records each statement, so that a rerun after a
 * kill at any moment knows what may be half done. A plain statement and its mark commit together. A CONCURRENTLY statement
 * runs in several transactions: it is marked `started` first, and the catalog shows how far it got.
 */
import { createHash } from 'node:crypto'
import { appliedSql, begin, home, quoted, retried, runStatement, type Applying } from './apply.ts'
import { indexIsBuilt, prepareIndex } from './concurrent-index.ts'
import { detachIsDone, dropIsDone, forgetReindex } from './concurrent-other.ts'
import type { LoadedMigration, MigrationStatement } from './file.ts'
import type { Mark } from './mark.ts'
import { MigrationFailure } from './failure.ts'
import { migrationId } from './plan.ts'
import { shownPlaceIn } from '../../migrations/shown-place.ts'

export async function applyOutside(applying: Applying, migration: LoadedMigration): Promise<void> {
  const { session, adapters } = applying
  const started = adapters.clock.now()
  await session.query(`${session.restore}; ${await openingSql(applying, migration)}`)
  const settings: MigrationStatement[] = []
  for (const statement of migration.statements) {
    if (statement.kind.kind === 'setting') settings.push(statement)
    else await applyOne({ ...applying, settings }, migration, statement)
  }
  const applied = appliedSql(applying, migration, adapters.clock.now() - started)
  await session.query(`${session.restore}; ${applied}`)
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
  await (isPlain
    ? applyPlain(applying, migration, statement)
    : retried(applying, migration, () => applyConcurrently(applying, migration, statement)))
  if (applying.settings.length > 0) await applying.session.query(applying.session.restore)
}

async function repeatSettings(applying: ApplyingOutside, migration: LoadedMigration): Promise<void> {
  for (const setting of applying.settings) await runStatement(applying, migration, setting)
}

/** Marks the file as started. A repeatable file that was applied before starts from its first statement. */
async function openingSql({ session, scope, attempt }: Applying, { entry }: LoadedMigration): Promise<string> {
  const key = [scope.pipeline, scope.target, migrationId(entry)]
  const where = 'pipeline = $1 and target = $2 and id = $3'
  await session.query(
    `delete from wavec.statement s where ${where} and exists (select from wavec.migration m where ${where} and state = 'applied')`,
    key,
  )
  return `insert into wavec.migration (pipeline, target, id, file, version, checksum, state, attempt)
values (${[...key, entry.file, entry.version, entry.checksum].map(quoted).join(', ')}, 'started', ${attempt})
on conflict (pipeline, target, id) do update set file = excluded.file, checksum = excluded.checksum, state = 'started', attempt = excluded.attempt`
}

async function markOf(
  { session, scope }: Applying,
  { entry, text }: LoadedMigration,
  statement: MigrationStatement,
): Promise<Mark> {
  const sql =
    'select checksum, state from wavec.statement where pipeline = $1 and target = $2 and id = $3 and number = $4'
  const [row] = (await session.query(sql, [scope.pipeline, scope.target, migrationId(entry), statement.number])).rows
  if (row === undefined) return 'none'
  if (row['checksum'] === checksumOf(statement)) return row['state'] === 'done' ? 'done' : 'started'
  if (entry.version === undefined || row['state'] !== 'done') return 'none'
  throw new MigrationFailure(
    `${entry.file}: statement ${statement.number} was edited after it was applied, and the rest of the file was not applied`,
    {
      code: 'migrations/changed',
      exit: 4,
      next: 'restore the statement, and put the change in a new file',
      statement: { file: entry.file, number: statement.number, ...shownPlaceIn(text, statement.start) },
    },
  )
}

function checksumOf({ text }: MigrationStatement): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

function markSql(
  { scope, attempt }: Applying,
  { entry }: LoadedMigration,
  statement: MigrationStatement,
  state: 'started' | 'done',
): string {
  const values = [scope.pipeline, scope.target, migrationId(entry)].map(quoted).join(', ')
  return `insert into wavec.statement (pipeline, target, id, number, checksum, state, attempt)
values (${values}, ${statement.number}, '${checksumOf(statement)}', '${state}', ${attempt})
on conflict (pipeline, target, id, number) do update set checksum = excluded.checksum, state = excluded.state, attempt = excluded.attempt`
}

function unmarkSql({ scope }: Applying, { entry }: LoadedMigration, { number }: MigrationStatement): string {
  const [pipeline, target, id] = [scope.pipeline, scope.target, migrationId(entry)].map(quoted)
  return `delete from wavec.statement where pipeline = ${pipeline} and target = ${target} and id = ${id} and number = ${number}`
}

/** VALIDATE CONSTRAINT blocks neither reads nor writes, so it may wait and run until the step's deadline. */
async function applyPlain(
  applying: ApplyingOutside,
  migration: LoadedMigration,
  statement: MigrationStatement,
): Promise<void> {
  const { session } = applying
  await repeatSettings(applying, migration)
  const before = statement.kind.kind === 'validate' ? `${begin}${unhurried('set local')}; ` : begin
  await retried(applying, migration, async () => {
    await runStatement(applying, migration, statement, { before })
    await session.query(`${home}; ${markSql(applying, migration, statement, 'done')}; commit`)
  })
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
  const prepare = async (): Promise<void> => {
    await repeatSettings(applying, migration)
    await session.query(unhurried('set'))
  }
  await session.query(session.restore)
  const mark = await markOf(applying, migration, statement)
  await prepare()
  const text = await remaining(applying, migration, statement, mark)
  if (text !== undefined) {
    await session.query(`${home}; ${markSql(applying, migration, statement, 'started')}`)
    if (applying.settings.length > 0) await prepare()
    await run(applying, migration, statement, text)
  }
  if (statement.kind.kind === 'create-index') await indexIsBuilt(applying, statement.kind)
  await session.query(`${session.restore}; ${markSql(applying, migration, statement, 'done')}`)
}

/** If the name was taken (42P07), the build never began, and an index of that name is not ours. */
async function run(
  applying: ApplyingOutside,
  migration: LoadedMigration,
  statement: MigrationStatement,
  text: string,
): Promise<void> {
  try {
    await runStatement(applying, migration, statement, { text })
  } catch (error) {
    const isNotBegun =
      error instanceof MigrationFailure && statement.kind.kind === 'create-index' && error.sqlstate === '42P07'
    if (isNotBegun) await applying.session.query(`${home}; ${unmarkSql(applying, migration, statement)}`)
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
  const { kind, text, number, start } = statement
  if (kind.kind === 'create-index') {
    const at = { file: migration.entry.file, number, ...shownPlaceIn(migration.text, start) }
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
