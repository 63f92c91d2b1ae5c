import { literal } from '../../connect/pg-session.ts'
import { DatabaseFailure } from '../../connect/pg-failure.ts'
import type { Session } from '../../connect/session.ts'
import type { Scope } from '../../protocol/ledger.ts'
import type { Blocker } from '../../protocol/packet.ts'
import { offsetOf } from '../../migrations/place.ts'
import { shownPlaceIn } from '../../migrations/shown-place.ts'
import { seconds, describeBlocker } from '../blockers.ts'
import type { LoadedMigration, MigrationStatement } from './file.ts'
import { MigrationFailure, restated } from './failure.ts'
import { migrationId } from './plan.ts'
import type { Adapters } from '../step-runner.ts'
import { isDeadline, Stopped, stoppedCode } from '../stopped.ts'
import type { Watch } from './watch.ts'

/** What the functions that apply a file share. */
export interface Applying {
  readonly session: Session
  readonly watch: Watch
  readonly adapters: Adapters
  readonly scope: Scope
  /** The row of wavec.attempt. */
  readonly attempt: string
}

/** Applies the whole file and its ledger row in one transaction, and starts over if a lock blocks it. */
export async function applyInTransaction(applying: Applying, migration: LoadedMigration): Promise<void> {
  const { session, adapters } = applying
  const started = adapters.clock.now()
  await retried(applying, migration, async () => {
    const [first] = migration.statements
    if (first === undefined) await session.query('begin')
    for (const statement of migration.statements)
      await runStatement(applying, migration, statement, statement === first ? { before: begin } : {})
    const last = migration.statements.at(-1)
    const applied = appliedSql(applying, migration, adapters.clock.now() - started)
    // The next file must find the session as it was opened.
    const sql =
      migration.leaves === 'nothing' ? `${applied}; commit` : `${home}; ${applied}; commit; ${session.restore}`
    await located(applying, migration, { statement: last, skipped: Infinity }, session.query(sql))
  })
}

/** A file may SET ROLE, but the ledger is written as the migrator. */
export const home = 'reset session authorization; reset role'

/** Sent in one message with the first statement, which saves a round trip per file. */
export const begin = 'begin; '

interface Sent {
  /** SQL sent before the statement, in ASCII. */
  readonly before?: string
  /** Replaces the statement's text. */
  readonly text?: string
}

/** Runs one statement under the watch. A failure is thrown with its place in the file. */
export async function runStatement(
  applying: Applying,
  migration: LoadedMigration,
  statement: MigrationStatement,
  { before = '', text = statement.text }: Sent = {},
): Promise<void> {
  const { adapters, session, watch } = applying
  const started = adapters.clock.now()
  const at = { statement, skipped: before.length }
  await located(applying, migration, at, watch.during(session.query(`${before}${text}`)))
  const ms = adapters.clock.now() - started
  if (ms >= 1000)
    adapters.log.info(`${migration.entry.file}: statement ${statement.number} took ${seconds(ms)}`, { ms })
}

export function appliedSql({ scope, attempt }: Applying, { entry }: LoadedMigration, ms: number): string {
  const values = [scope.pipeline, scope.target, migrationId(entry), entry.file, entry.version, entry.checksum]
  return `insert into wavec.migration (pipeline, target, id, file, version, checksum, state, attempt, ms, applied_at)
values (${values.map(quoted).join(', ')}, 'applied', ${attempt}, ${Math.round(ms)}, clock_timestamp())
on conflict (pipeline, target, id) do update set file = excluded.file, checksum = excluded.checksum, state = 'applied',
  attempt = excluded.attempt, ms = excluded.ms, applied_at = excluded.applied_at`
}

export function quoted(text: string | undefined): string {
  return text === undefined ? 'null' : literal(text)
}

/** Lock timeouts, deadlocks and serialization failures leave nothing of the file applied, so a retry is safe. */
const transient = ['55P03', '40P01', '40001']

/** Repeats `work` until it succeeds or the time is up. Before each retry its open transaction is rolled back. */
export async function retried(
  applying: Applying,
  migration: LoadedMigration,
  work: () => Promise<void>,
): Promise<void> {
  const { session, adapters } = applying
  const { clock, log, random, stop } = adapters
  let before: MigrationFailure | undefined
  for (let attempt = 1; ; attempt++) {
    if (stop.aborted) throw before === undefined ? new Stopped(stop.reason) : timeIsUp(before, attempt - 1)
    try {
      return await work()
    } catch (error) {
      await rollback(session)
      if (!(error instanceof MigrationFailure)) throw error
      // The failure of the previous attempts says more than that the last one ran out of time.
      if (error.code === stoppedCode && before !== undefined && isDeadline(stop.reason)) throw timeIsUp(before, attempt)
      if (!isTransient(error)) throw error
      before = withBlockers(error, before)
      const wait = Math.min(100 * 2 ** (attempt - 1), 5000) * (0.5 + random())
      if (clock.now() + wait >= clock.deadline) throw timeIsUp(before, attempt)
      log.warn(`${migration.entry.file}: ${error.sqlstate} on attempt ${attempt}, retrying in ${seconds(wait)}`, {
        blockedBy: before.blockers.map(describeBlocker),
      })
      await clock.sleep(wait, stop)
    }
  }
}

/** A short wait may end before the blockers are read. Then those of the previous attempt are reported. */
function withBlockers(error: MigrationFailure, before: MigrationFailure | undefined): MigrationFailure {
  if (error.blockers.length > 0 || before?.statement?.number !== error.statement?.number) return error
  return restated(error, error.message, { exit: error.exit === 75 ? 75 : 4, blockers: before?.blockers })
}

function isTransient({ code, sqlstate = '' }: MigrationFailure): boolean {
  return code !== stoppedCode && transient.includes(sqlstate)
}

function timeIsUp(error: MigrationFailure, tries: number): MigrationFailure {
  const next = nextFor(error.blockers, error.next)
  return restated(
    error,
    `${error.message} (${tries} ${tries === 1 ? 'attempt' : 'attempts'} until the deadline of this step)`,
    { exit: 75, next },
  )
}

function nextFor([blocker]: readonly Blocker[], otherwise: string): string {
  if (blocker === undefined || blocker.pid === 0) return otherwise
  return `select pg_terminate_backend(${blocker.pid});   # ends the blocking session, then: argocd app sync`
}

async function rollback(session: Session): Promise<void> {
  try {
    await session.query('rollback')
  } catch (error) {
    // If the connection is lost, the server has rolled back.
    if (!(error instanceof DatabaseFailure)) throw error
  }
}

interface Sending {
  readonly statement: MigrationStatement | undefined
  /** Characters sent before the statement, which the server's position includes. */
  readonly skipped: number
}

async function located<T>(applying: Applying, migration: LoadedMigration, at: Sending, work: Promise<T>): Promise<T> {
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
  { statement, skipped }: Sending,
  error: DatabaseFailure,
): MigrationFailure {
  const stopped = adapters.stop.aborted ? new Stopped(adapters.stop.reason) : undefined
  const { code, exit, next, message } = stopped ?? error
  return new MigrationFailure(`${entry.file}: ${message}`, {
    code,
    exit: exit === 75 ? 75 : 4,
    next: stopped === undefined ? next : nextFor(watch.blockers(), next),
    sqlstate: error.sqlstate,
    statement: {
      file: entry.file,
      number: statement?.number ?? 0,
      ...shownPlaceIn(text, offsetIn(error, { statement, skipped })),
    },
    blockers: watch.blockers(),
    details: [error.detail, error.hint].filter((line) => line !== undefined),
    cause: error,
  })
}

function offsetIn({ position = 0 }: DatabaseFailure, { statement, skipped }: Sending): number {
  const [start, text] = [statement?.start ?? 0, statement?.text ?? '']
  return position > skipped ? start + offsetOf(text, position - skipped) : start
}
