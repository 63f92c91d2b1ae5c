import { Failure } from '../diagnostic/failure.ts'
import type { Session } from '../connect/session.ts'
import type { HeldLock } from './snapshot.ts'
import { locksOn, type TracedLock } from './trace.ts'

/** Observes a statement that opens its own transactions, e.g. CREATE INDEX CONCURRENTLY, from another connection. */
export interface Observation {
  readonly end: () => Promise<readonly TracedLock[]>
}

interface Subject {
  readonly pid: number
  readonly sql: string
}

const locksSql = `select l.relation::text as oid, l.mode, c.relname as name
from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
where l.pid = $1 and l.granted and c.relkind in ('r', 'p', 'm', 'v', 'f') and n.nspname !~ '^pg_'`

const waitsForUs = 'select pg_backend_pid() = any (pg_blocking_pids($1)) as us'

/** Polls until it is ended. The connection is open before the statement starts. */
export async function observeAlone(
  { observe }: { readonly observe: () => Promise<Session> },
  { pid, sql }: Subject,
): Promise<Observation> {
  const session = await observe()
  // A CONCURRENTLY statement waits for older transactions, so one of ours keeps it running until its locks are seen.
  let isHolding = /\bconcurrently\b/i.test(sql)
  if (isHolding) await hold(session)
  const held: HeldLock[] = []
  const names = new Map<string, string>()
  const over = new AbortController()
  const look = async (): Promise<void> => {
    while (!over.signal.aborted) {
      // Read before the locks, so that the locks of a waiting statement are recorded before it continues.
      const [waits] = isHolding ? (await session.query(waitsForUs, [pid])).rows : []
      const { rows } = await session.query(locksSql, [pid])
      for (const { oid, mode, name } of rows) {
        if (typeof oid !== 'string' || typeof mode !== 'string') continue
        held.push({ oid, mode })
        names.set(oid, name ?? oid)
      }
      // On a busy machine it may start late, so only its wait counts. A statement that never waits ends the polling.
      if (waits?.['us'] !== 't') continue
      isHolding = false
      await session.query('commit')
    }
  }
  const looking = look().catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error
  })
  return {
    end: async () => {
      over.abort()
      await looking
      await session[Symbol.asyncDispose]()
      return locksOn(names, held)
    },
  }
}

/** Takes an old snapshot and the weakest lock on every table. Statements wait for both, and neither blocks others. */
async function hold(session: Session): Promise<void> {
  await session.query('begin isolation level repeatable read')
  const { rows } = await session.query(`select string_agg(format('%I.%I', n.nspname, c.relname), ', ') as tables
from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'wavec')`)
  const tables = rows[0]?.['tables'] ?? ''
  if (tables !== '') await session.query(`lock table only ${tables.replaceAll(', ', ', only ')} in access share mode`)
}
