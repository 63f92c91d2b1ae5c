/**
 * How to revert what this release changes, recorded by preflight while it is pending. A smoke test that finds the serving
 * version broken has no files, and users need the fix at once.
 */
import { literal } from '../../connect/pg-quote.ts'
import type { Session } from '../../connect/session.ts'
import type { Reversal, Scope } from '../../protocol/ledger.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { migrationId } from './plan.ts'
import type { History } from '../../tools/index.ts'
import { unreachable } from '../../diagnostic/unreachable.ts'

export interface Noted extends Reversal {
  readonly id: string
}

/** After the schema is reverted, the history has to forget the file, or it would never be applied again. */
export function reversalOf(entry: IndexEntry, scope: Scope, history: History): Noted {
  const id = migrationId(entry)
  const { undo } = entry
  if (undo === undefined || undo === null) return { id, file: entry.file, sql: undefined }
  const home = scope.target === '' ? [] : [`set search_path = ${literal(scope.target)}, public`]
  return { id, file: entry.file, sql: [...home, ...undo, ...forgetting(entry, scope, history)].join('; ') }
}

function forgetting(entry: IndexEntry, { pipeline, target }: Scope, history: History): readonly string[] {
  switch (history.in) {
    case 'ledger': {
      const where = `pipeline = ${literal(pipeline)} and target = ${literal(target)} and id = ${literal(migrationId(entry))}`
      return [`delete from wavec.statement where ${where}`, `delete from wavec.migration where ${where}`]
    }
    case 'table':
      return history.forget(literal(entry.file), entry.version === undefined ? 'null' : literal(entry.version))
    case 'unknown':
      return []
    default:
      return unreachable(history)
  }
}

/** Replaces the reversals of files that were recorded but never applied with those of the pending files. */
export async function noteReversals(
  session: Session,
  { pipeline, target }: Scope,
  { pending, applied }: { readonly pending: readonly Noted[]; readonly applied: readonly string[] },
): Promise<void> {
  await session.query('delete from wavec.reversal where pipeline = $1 and target = $2 and not id = any($3)', [
    pipeline,
    target,
    [...applied],
  ])
  const sql = `insert into wavec.reversal (pipeline, target, id, file, sql) values ($1, $2, $3, $4, $5)
on conflict (pipeline, target, id) do update set file = excluded.file, sql = excluded.sql, noted_at = clock_timestamp()`
  for (const { id, file, sql: back } of pending) await session.query(sql, [pipeline, target, id, file, back ?? null])
}

/** The changes since the last complete release, newest first. */
export async function readReversals(session: Session, { pipeline, target }: Scope): Promise<readonly Reversal[]> {
  const { rows } = await session.query(
    `select file, sql from wavec.reversal where pipeline = $1 and target = $2 and noted_at > coalesce(
  (select max(ended_at) from wavec.attempt where pipeline = $1 and target = $2 and step = 'verify' and state = 'done'), '-infinity')
order by noted_at desc`,
    [pipeline, target],
  )
  return rows.map((row) => ({ file: row['file'] ?? '', sql: row['sql'] ?? undefined }))
}
