import * as z from 'zod'

/** What a backend holds and what is in its database, as its own open transaction sees it. */
export interface Snapshot {
  readonly locks: readonly HeldLock[]
  readonly relations: readonly Relation[]
}

export interface HeldLock {
  readonly oid: string
  /** As pg_locks writes it, e.g. AccessExclusiveLock. */
  readonly mode: string
}

export interface Relation {
  readonly oid: string
  readonly name: string
  /** pg_class.relkind */
  readonly kind: string
  /** Another one than before: the relation was written anew. */
  readonly filenode: string
  /** Sequential scans and rows read, by this backend since its counters were last flushed. */
  readonly reads: number
}

/** One row, one column. Only catalogs are read, so that no lock and no scan of it shows up among the user's. */
export const snapshotSql = `select pg_catalog.json_build_object(
  'locks', (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('oid', l.relation::text, 'mode', l.mode)), '[]')
    from pg_catalog.pg_locks l where l.locktype = 'relation' and l.granted and l.pid = pg_catalog.pg_backend_pid()),
  'relations', (select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('oid', c.oid::text, 'kind', c.relkind::text,
      'name', case when n.nspname = any (pg_catalog.current_schemas(false)) then '' else n.nspname || '.' end || c.relname,
      'filenode', c.relfilenode::text, 'reads', pg_catalog.pg_stat_get_xact_numscans(c.oid) + pg_catalog.pg_stat_get_xact_tuples_returned(c.oid))), '[]')
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'wavec') and c.relkind in ('r', 'p', 'm', 'i', 'I', 'v', 'f', 'S')))`

const Snapshot = z.object({
  locks: z.array(z.object({ oid: z.string(), mode: z.string() })),
  relations: z.array(
    z.object({ oid: z.string(), name: z.string(), kind: z.string(), filenode: z.string(), reads: z.number() }),
  ),
})

export function parseSnapshot(text: string): Snapshot {
  return Snapshot.parse(JSON.parse(text))
}
