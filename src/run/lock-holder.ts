import type { Session } from '../connect/session.ts'
import { normaliseQuery } from '../migrations/normalise.ts'
import { seconds } from './blockers.ts'

/** The session that holds an advisory lock. */
export interface LockHolder {
  readonly pid: number
  /** For a sentence: who it is, since when, and what it does. No literal of its query is shown. */
  readonly text: string
  /** A line that ends it, with what has to be known before. */
  readonly next: string
}

/** Of the lock with this key, in this database; undefined if it is free. */
export async function lockHolder(session: Session, key: string): Promise<LockHolder | undefined> {
  const halves = BigInt.asUintN(64, BigInt(key))
  // pg_locks splits a bigint key in two halves (https://www.postgresql.org/docs/18/view-pg-locks.html).
  const sql = `select l.pid, a.usename as role, a.application_name as application, a.client_addr as address, a.state, a.query,
  (extract(epoch from clock_timestamp() - a.backend_start) * 1000)::bigint as age
from pg_locks l left join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.objsubid = 1 and l.classid = $1::bigint::oid and l.objid = $2::bigint::oid and l.granted
  and l.database = (select oid from pg_database where datname = current_database())`
  const { rows } = await session.query(sql, [String(halves >> 32n), String(halves & 0xffff_ffffn)])
  const [row] = rows
  if (row === undefined) return undefined
  const { role, application, address, state, query, age } = row
  const who = [role, application, address === null ? undefined : `from ${address}`].filter((part) => filled(part))
  return {
    pid: Number(row['pid']),
    text: `pid ${row['pid']} (${[...who, aged(age), doing(state, query)].join(', ')})`,
    next: `select pg_terminate_backend(${row['pid']});   # only if its pod is gone: kubectl get pods --all-namespaces`,
  }
}

function filled(part: string | null | undefined): boolean {
  return part !== null && part !== undefined && part !== ''
}

function aged(age: string | null | undefined): string {
  return filled(age) ? `connected ${seconds(Number(age))} ago` : 'its age is not visible to this role'
}

/** The server shows state and query of other roles only to members of pg_read_all_stats. */
function doing(state: string | null | undefined, query: string | null | undefined): string {
  return filled(state) ? `${state}: ${normaliseQuery(query ?? '')}` : 'its query is visible to pg_read_all_stats only'
}
