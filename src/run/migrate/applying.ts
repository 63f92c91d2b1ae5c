import type { Session } from '../../connect/session.ts'
import { literal } from '../../connect/pg-quote.ts'
import type { AppliedMigration } from '../../protocol/ledger.ts'
import type { MigrationRow } from '../ledger/migration-row.ts'
import { scopeOf } from '../ledger/ledger.ts'
import { lockKey } from '../lock.ts'
import type { Adapters, StepOf } from '../step-runner.ts'
import type { LoadedMigration } from './file.ts'
import type { Watch } from './watch.ts'

/** What the functions that apply a file share. */
export interface Applying {
  readonly session: Session
  readonly watch: Watch
  readonly adapters: Adapters
  readonly step: StepOf<'migrate'>
  /** The row of wavec.attempt. */
  readonly attempt: string
  /** The rows of the ledger when the lock was taken, by id. */
  readonly known: ReadonlyMap<string, AppliedMigration>
}

/** `by`: another migrator may have applied the file while this one waited for its row. */
export interface Applied {
  readonly by: 'us' | 'another'
  readonly lock: LockState
}

/** A file can release the migrator's lock, e.g. with pg_advisory_unlock_all(). `lost`: another session holds it now. */
export type LockState = 'held' | 'taken again' | 'lost'

export function rowOf({ step, attempt }: Applying, { entry }: LoadedMigration): MigrationRow {
  return { scope: scopeOf(step), attempt, entry }
}

/** An expression for the state of the lock, which takes a released one again if it is free. */
export function lockStateSql({ step }: Applying): string {
  const key = `${literal(lockKey(scopeOf(step)))}::bigint`
  return `case when exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())
    and (classid::bigint << 32 | objid::bigint) = ${key}) then 'held'
  when pg_try_advisory_lock(${key}) then 'taken again' else 'lost' end`
}

export function lockStateOf(text: string | null | undefined): LockState {
  return text === 'held' || text === 'taken again' ? text : 'lost'
}
