import { DatabaseFailure } from '../../connect/pg-failure.ts'
import { misreadWords } from '../../migrations/misread.ts'
import { offsetOf } from '../../migrations/place.ts'
import { shownPlaceIn } from '../../credentials/index.ts'
import type { FailedStatement } from '../../protocol/packet.ts'
import { seconds } from '../blockers.ts'
import { Stopped } from '../stopped.ts'
import type { Applying } from './applying.ts'
import { MigrationFailure } from './failure.ts'
import type { LoadedMigration, MigrationStatement } from './file.ts'
import { nextFor } from './retried.ts'

/** Runs one statement under the watch. A failure is thrown with its place in the file. */
export async function runStatement(
  applying: Applying,
  migration: LoadedMigration,
  statement: MigrationStatement,
  text = statement.text,
): Promise<void> {
  const { adapters, session, watch } = applying
  // Short statements end before a cancel request reaches them.
  if (adapters.stop.aborted) throw stoppedBefore(migration, statement, new Stopped(adapters.stop.reason))
  const started = adapters.clock.now()
  await located(applying, migration, { statement }, watch.during(session.execute(text)))
  const ms = adapters.clock.now() - started
  if (ms >= 1000)
    adapters.log.info(`${migration.entry.file}: statement ${statement.number} took ${seconds(ms)}`, { ms })
  refuseMisreading(applying, migration, statement)
}

function stoppedBefore(
  { entry, text }: LoadedMigration,
  statement: MigrationStatement,
  { code, message, next }: Stopped,
): MigrationFailure {
  const place = placeOf(entry.file, text, statement)
  return new MigrationFailure(`${entry.file}: ${message}`, { code, exit: 75, next, statement: place })
}

/** Checked before the next statement is sent, so that none is stored or split differently than it is written. */
function refuseMisreading(
  { session }: Applying,
  { entry, text }: LoadedMigration,
  statement: MigrationStatement,
): void {
  const misreading = session.misreading()
  if (misreading === undefined) return
  throw new MigrationFailure(`${entry.file}: after statement ${statement.number}, ${misreadWords(misreading)}`, {
    code: 'migrations/misread',
    exit: 4,
    next: `remove the setting of ${misreading.name} from ${entry.file}, or what that statement calls`,
    statement: placeOf(entry.file, text, statement),
  })
}

export interface At {
  /** Undefined for what the runner itself sends before or after the file. */
  readonly statement: MigrationStatement | undefined
  /** The server's position is not in the statement's text. */
  readonly position?: 'elsewhere'
}

export async function located<T>(applying: Applying, migration: LoadedMigration, at: At, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof DatabaseFailure)) throw error
    throw failureAt(applying, migration, at, error)
  }
}

function failureAt(
  { adapters, watch }: Applying,
  { entry, text }: LoadedMigration,
  { statement, position }: At,
  error: DatabaseFailure,
): MigrationFailure {
  const stopped = adapters.stop.aborted ? new Stopped(adapters.stop.reason) : undefined
  const { code, exit, next, message } = stopped ?? error
  const offset = position === 'elsewhere' || statement === undefined ? 0 : offsetOf(statement.text, error.position ?? 1)
  return new MigrationFailure(`${entry.file}: ${message}`, {
    code,
    exit: exit === 75 ? 75 : 4,
    next: stopped === undefined ? next : nextFor(watch.blockers(), next),
    sqlstate: error.sqlstate,
    statement: statement === undefined ? undefined : placeOf(entry.file, text, statement, offset),
    blockers: watch.blockers(),
    details: [error.detail, error.hint].filter((line) => line !== undefined),
    cause: error,
  })
}

export function placeOf(
  file: string,
  text: string,
  { number, start }: MigrationStatement,
  offset = 0,
): FailedStatement {
  return { file, number, ...shownPlaceIn(text, start + offset) }
}
