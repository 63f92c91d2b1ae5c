/** The locks of a backend and the relations of its database, as its own open transaction sees them. */
export interface Snapshot {
  readonly locks: readonly HeldLock[]
  readonly relations: readonly Relation[]
}

export interface HeldLock {
  readonly oid: string
  /** In the spelling of pg_locks, e.g. AccessExclusiveLock. */
  readonly mode: string
}

export interface Relation {
  readonly oid: string
  readonly name: string
  /** pg_class.relkind */
  readonly kind: string
  /** A change means that the relation was rewritten. */
  readonly filenode: string
  /**
   * Sequential scans and rows read, both flushed by this backend and still pending. A backend flushes when it is idle and a
   * second has passed, so either number alone depends on timing (pgstat_report_stat in pgstat.c).
   */
  readonly reads: number
}

/** Before 15 a separate collector process gathers the statistics with a delay. */
const handedOver = `case when pg_catalog.current_setting('server_version_num')::int < 150000 then 0
  else pg_catalog.pg_stat_get_numscans(c.oid) + pg_catalog.pg_stat_get_tuples_returned(c.oid) end`

/**
 * One row with one column: a line for each lock and relation, with tabs between its fields. It reads only catalogs, so that
 * its own locks and scans do not appear among the user's.
 */
export const snapshotSql = `select pg_catalog.concat(
  (select pg_catalog.string_agg(pg_catalog.concat_ws(E'\\t', 'lock', l.relation, l.mode) || E'\\n', '')
    from pg_catalog.pg_locks l where l.locktype = 'relation' and l.granted and l.pid = pg_catalog.pg_backend_pid()),
  (select pg_catalog.string_agg(pg_catalog.concat_ws(E'\\t', 'relation', c.oid, c.relkind, c.relfilenode,
      ${handedOver} + pg_catalog.pg_stat_get_xact_numscans(c.oid) + pg_catalog.pg_stat_get_xact_tuples_returned(c.oid),
      pg_catalog.translate(case when n.nspname = any (pg_catalog.current_schemas(false)) then '' else n.nspname || '.' end || c.relname, E'\\t\\n', '  ')) || E'\\n', '')
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'wavec') and c.relkind in ('r', 'p', 'm', 'i', 'I', 'v', 'f', 'S')))`

export function parseSnapshot(text: string): Snapshot {
  const locks: HeldLock[] = []
  const relations: Relation[] = []
  for (const line of text.split('\n')) {
    const [what, oid = '', second = '', filenode = '', reads = '', name = ''] = line.split('\t')
    if (what === 'lock') locks.push({ oid, mode: second })
    if (what === 'relation') relations.push({ oid, kind: second, filenode, reads: Number(reads), name })
  }
  return { locks, relations }
}
