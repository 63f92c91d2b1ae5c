import type { Session } from '../connect/session.ts'
import type { Blocker } from '../protocol/packet.ts'
import { normaliseQuery } from '../migrations/normalise.ts'

/** The sessions that block the backend. pid 0 is a prepared transaction, which belongs to no session. */
export async function blockersOf(observer: Session, pid: number): Promise<readonly Blocker[]> {
  const sql = `select b.pid, a.usename, a.application_name, a.state, a.query,
  (extract(epoch from clock_timestamp() - a.xact_start) * 1000)::bigint as age
from (select distinct unnest(pg_blocking_pids($1)) as pid) b left join pg_stat_activity a on a.pid = b.pid order by a.xact_start nulls last, b.pid`
  const { rows } = await observer.query(sql, [pid])
  return rows.map((row) => ({
    pid: Number(row['pid']),
    user: row['usename'] ?? '',
    application: row['application_name'] ?? '',
    state: row['pid'] === '0' ? 'prepared transaction' : (row['state'] ?? 'unknown'),
    query: normaliseQuery(row['query'] ?? ''),
    age: Number(row['age'] ?? 0),
  }))
}

export function describeBlocker({ pid, user, application, state, query, age }: Blocker): string {
  if (pid === 0) return 'a prepared transaction (select * from pg_prepared_xacts)'
  const who = application === '' ? user : `${user}, ${application}`
  return `pid ${pid} (${who}, ${state}, ${seconds(age)}): ${query}`
}

export function seconds(ms: number): string {
  return ms < 1000
    ? `${Math.round(ms)} ms`
    : ms < 120_000
      ? `${(ms / 1000).toFixed(1)} s`
      : `${Math.round(ms / 60_000)} min`
}
