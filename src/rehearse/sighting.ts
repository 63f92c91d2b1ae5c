import { Failure } from '../connect/failure.ts'
import type { Session } from '../connect/session.ts'
import type { HeldLock } from './snapshot.ts'
import { locksOn, type TracedLock } from './trace.ts'

/** A look from another connection at a statement that opens transactions of its own, e.g. CREATE INDEX CONCURRENTLY. */
export interface Sighting {
  readonly end: () => Promise<readonly TracedLock[]>
}

interface Subject {
  readonly pid: number
  readonly sql: string
}

const locksSql = `select l.relation::text as oid, l.mode, l.granted, l.locktype, c.relname as name
from pg_locks l left join pg_class c on c.oid = l.relation left join pg_namespace n on n.oid = c.relnamespace
where l.pid = $1 and (l.locktype = 'virtualxid' or c.relkind in ('r', 'p', 'm', 'v', 'f') and n.nspname !~ '^pg_')`

/** How long a statement may be held up at most, in milliseconds. */
const longestHold = 1000

/** Looks again and again until it is ended. The connection is open before the statement starts. */
export async function observeAlone(
  { observe }: { readonly observe: () => Promise<Session> },
  { pid, sql }: Subject,
): Promise<Sighting> {
  const session = await observe()
  // What runs CONCURRENTLY waits for transactions that are older: one of ours makes it long enough to be seen.
  let holding = /\bconcurrently\b/i.test(sql) ? await hold(session) : undefined
  const held: HeldLock[] = []
  const names = new Map<string, string>()
  const over = new AbortController()
  const look = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const { rows } = await session.query(locksSql, [pid])
      for (const { oid, mode, name, granted } of rows) {
        if (typeof oid !== 'string' || typeof mode !== 'string' || granted !== 't') continue
        held.push({ oid, mode })
        names.set(oid, name ?? oid)
      }
      const isWaiting = rows.some(({ locktype, granted }) => locktype === 'virtualxid' && granted === 'f')
      if (holding === undefined || (!isWaiting && performance.now() - holding < longestHold)) continue
      holding = undefined
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

/** An old snapshot, and the weakest lock on every table: both are waited for, and neither stops anybody. */
async function hold(session: Session): Promise<number> {
  await session.query('begin isolation level repeatable read')
  const { rows } = await session.query(`select string_agg(format('%I.%I', n.nspname, c.relname), ', ') as tables
from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'wavec')`)
  const tables = rows[0]?.['tables'] ?? ''
  if (tables !== '') await session.query(`lock table only ${tables.replaceAll(', ', ', only ')} in access share mode`)
  return performance.now()
}
