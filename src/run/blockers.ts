import type { Session } from '../connect/session.ts'
import type { Blocker } from '../protocol/packet.ts'
import { normaliseQuery } from '../migrations/normalise.ts'

/**
 * Whether this role may see state, query and times of a session: its own role's, and as a member of pg_read_all_stats those
 * of all (HAS_PGSTAT_PERMISSIONS in src/backend/utils/adt/pgstatfuncs.c). Of others they are null, or a text that says so.
 */
export const visibleSession = `(pg_has_role('pg_read_all_stats', 'usage') or coalesce(pg_has_role(a.usesysid, 'usage'), false))`

/** The sessions that block the backend. pid 0 is a prepared transaction, which belongs to no session. */
export async function blockersOf(observer: Session, pid: number): Promise<readonly Blocker[]> {
  const sql = `select b.pid, a.usename, a.application_name, a.state, a.query, ${visibleSession} as visible,
  (extract(epoch from clock_timestamp() - a.xact_start) * 1000)::bigint as age
from (select distinct unnest(pg_blocking_pids($1)) as pid) b left join pg_stat_activity a on a.pid = b.pid order by a.xact_start nulls last, b.pid`
  const { rows } = await observer.query(sql, [pid])
  return rows.map((row) => ({
    pid: Number(row['pid']),
    user: row['usename'] ?? '',
    application: row['application_name'] ?? '',
    state: row['pid'] === '0' ? 'prepared transaction' : (row['state'] ?? 'unknown'),
    query: row['visible'] === 't' ? normaliseQuery(row['query'] ?? '') : '',
    ...(row['age'] === null || row['age'] === undefined ? {} : { age: Number(row['age']) }),
    isVisible: row['visible'] === 't',
  }))
}

export function describeBlocker({ pid, user, application, state, query, age, isVisible }: Blocker): string {
  if (pid === 0) return 'a prepared transaction (select * from pg_prepared_xacts)'
  const who = application === '' ? user : `${user}, ${application}`
  if (!isVisible) return `pid ${pid} (${who}, age not visible): its query is visible to pg_read_all_stats only`
  return `pid ${pid} (${who}, ${state}, ${age === undefined ? 'no transaction' : seconds(age)}): ${query}`
}

export function seconds(ms: number): string {
  return ms < 1000
    ? `${Math.round(ms)} ms`
    : ms < 120_000
      ? `${(ms / 1000).toFixed(1)} s`
      : `${Math.round(ms / 60_000)} min`
}
