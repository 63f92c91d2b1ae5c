/**
 * Drops an INVALID index that an earlier CREATE INDEX CONCURRENTLY of ours left, and never another one. DROP INDEX
 * CONCURRENTLY resolves the name after it has waited for the table's lock, and by then another session may have finished or
 * replaced the index. So the index is first renamed to a name that no session builds under, while holding the lock that
 * every builder holds (https://www.postgresql.org/docs/18/explicit-locking.html, SHARE UPDATE EXCLUSIVE).
 */
import type { Applying } from './applying.ts'

export interface UnfinishedIndex {
  readonly oid: string
  /** Qualified and quoted. */
  readonly name: string
  readonly table: string
}

/** `changed` if it is no longer the INVALID index that was found. Then nothing was done. */
export async function dropUnfinished(
  { session, watch, adapters }: Applying,
  { oid, name, table }: UnfinishedIndex,
): Promise<'dropped' | 'changed'> {
  const locked = `begin; lock table ${table} in share update exclusive mode; alter index if exists ${name} rename to ${asideName(oid)}`
  await watch.during(session.query(locked))
  const [aside] = await unfinishedOf({ session }, table, asideName(oid))
  await session.query(aside?.oid === oid ? 'commit' : 'rollback')
  if (aside?.oid !== oid) return 'changed'
  adapters.log.warn(`dropping ${name}, which an earlier attempt of ours left unfinished`)
  await drop({ session, watch }, aside)
  return 'dropped'
}

/** Drops an index whose drop was interrupted after it was renamed. */
export async function dropSetAside(applying: Applying, table: string): Promise<void> {
  for (const aside of await unfinishedOf(applying, table, asideName('[0-9]+'))) await drop(applying, aside)
}

function asideName(oid: string): string {
  return `wavec_unfinished_${oid}`
}

async function drop({ session, watch }: Pick<Applying, 'session' | 'watch'>, { name }: UnfinishedIndex): Promise<void> {
  await watch.during(session.query(`drop index concurrently if exists ${name}`))
}

async function unfinishedOf(
  { session }: Pick<Applying, 'session'>,
  table: string,
  pattern: string,
): Promise<readonly UnfinishedIndex[]> {
  const sql = `select c.oid, format('%I.%I', n.nspname, c.relname) as name
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where i.indrelid = to_regclass($1) and not i.indisvalid and c.relname ~ ('^' || $2 || '$') order by 2`
  const { rows } = await session.query(sql, [table, pattern])
  return rows.map((row) => ({ oid: row['oid'] ?? '', name: row['name'] ?? '', table }))
}
