import type { Applying } from './applying.ts'
import type { StatementKind } from '../../migrations/statement-kind.ts'

type Kind<K extends StatementKind['kind']> = Extract<StatementKind, { readonly kind: K }>

/** Whether a started DROP INDEX CONCURRENTLY has finished. */
export async function dropIsDone({ session }: Applying, { name }: Kind<'drop-index'>): Promise<boolean> {
  const { rows } = await session.query('select to_regclass($1) is null as gone', [name])
  return rows[0]?.['gone'] === 't'
}

/** DETACH … CONCURRENTLY uses two transactions. After the first the partition is `pending`. */
export async function detachIsDone(
  { session }: Applying,
  { table, partition }: Kind<'detach'>,
): Promise<'attached' | 'pending' | 'detached'> {
  const sql =
    'select inhdetachpending as pending from pg_inherits where inhparent = to_regclass($1) and inhrelid = to_regclass($2)'
  const [row] = (await session.query(sql, [table, partition])).rows
  if (row === undefined) return 'detached'
  return row['pending'] === 't' ? 'pending' : 'attached'
}

/**
 * Drops the leftovers of an interrupted REINDEX … CONCURRENTLY: INVALID indexes named after those that they were to
 * replace (https://www.postgresql.org/docs/18/sql-reindex.html, "Rebuilding Indexes Concurrently").
 */
export async function forgetReindex(
  { session, watch, adapters }: Applying,
  { object, name }: Kind<'reindex'>,
): Promise<void> {
  if (object === 'other') return
  const sql = `select format('%I.%I', n.nspname, c.relname) as name
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where not i.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$'
  and (i.indrelid = to_regclass($1) or exists (select from pg_index o join pg_class oc on oc.oid = o.indexrelid
    where o.indexrelid = to_regclass($1) and o.indrelid = i.indrelid and left(c.relname, 40) = left(oc.relname || substring(c.relname from '_cc(?:new|old)[0-9]*$'), 40)))
order by 1`
  const { rows } = await session.query(sql, [name])
  for (const row of rows) {
    adapters.log.warn(`dropping ${row['name']}, which an earlier REINDEX of ours left unfinished`)
    await watch.during(session.query(`drop index concurrently if exists ${row['name']}`))
  }
}
