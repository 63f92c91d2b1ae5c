import type { Session } from '../../../../src/connect/session.ts'

/** A lock that blocks application queries, and for how many milliseconds it was observed. */
export interface Hold {
  readonly table: string
  /** Spelled as in PostgreSQL's documentation. */
  readonly mode: string
  readonly ms: number
}

export interface LockWatch {
  /** Stops watching; returns each table with its strongest lock. */
  end(): Promise<readonly Hold[]>
}

/** Weakest first. Reads of a materialized view wait only for the last one, and applications do not write to one. */
const strongModes: ReadonlyMap<string, string> = new Map([
  ['ShareLock', 'SHARE'],
  ['ShareRowExclusiveLock', 'SHARE ROW EXCLUSIVE'],
  ['ExclusiveLock', 'EXCLUSIVE'],
  ['AccessExclusiveLock', 'ACCESS EXCLUSIVE'],
])

const watchSql = `select c.relname as table, l.mode, extract(epoch from statement_timestamp()) * 1000 as at
from pg_locks l join pg_class c on c.oid = l.relation
where l.pid = $1 and l.granted and l.locktype = 'relation' and l.relation = any ($2::oid[])
  and l.mode = any ($3::text[]) and (c.relkind <> 'm' or l.mode = 'AccessExclusiveLock')`

const tablesSql = `select array_agg(c.oid)::text as oids from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

interface Seen {
  readonly first: number
  readonly last: number
}

/** Polls from another session, every few milliseconds, a backend's strong locks on the existing tables. */
export async function watchLocks(watcher: Session, pid: number): Promise<LockWatch> {
  const { rows } = await watcher.query(tablesSql)
  const tables = rows[0]?.['oids'] ?? '{}'
  const seen = new Map<string, Seen>()
  const over = new AbortController()
  const look = async (): Promise<void> => {
    const found = await watcher.query(watchSql, [pid, tables, `{${[...strongModes.keys()].join(',')}}`])
    for (const { table, mode, at } of found.rows) {
      const [key, now] = [`${mode} ${table}`, Number(at)]
      seen.set(key, { first: seen.get(key)?.first ?? now, last: now })
    }
  }
  const looking = (async () => {
    while (!over.signal.aborted) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, 4))
    }
  })()
  return {
    end: async () => {
      over.abort()
      await looking
      await look()
      return strongest(seen)
    },
  }
}

function strongest(seen: ReadonlyMap<string, Seen>): readonly Hold[] {
  const holds = new Map<string, Hold>()
  for (const [mode, name] of strongModes) {
    for (const [key, { first, last }] of seen) {
      const [found = '', table = ''] = key.split(' ')
      const ms = last - first
      // A weaker lock held for long matters more than a stronger one held for an instant.
      if (found === mode && ms >= (holds.get(table)?.ms ?? 0)) holds.set(table, { table, mode: name, ms })
    }
  }
  return [...holds.values()].sort((a, b) => (a.table < b.table ? -1 : 1))
}
