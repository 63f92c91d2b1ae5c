import type { Session } from '../../connect/session.ts'
import type { FailedStatement } from '../../protocol/packet.ts'
import type { Applying } from './applying.ts'
import type { Mark } from './mark.ts'
import { MigrationFailure } from './failure.ts'
import type { StatementKind } from '../../migrations/statement-kind.ts'
import { Stopped } from '../stopped.ts'
import { dropSetAside, dropUnfinished, type UnfinishedIndex } from './unfinished-index.ts'

type CreateIndex = Extract<StatementKind, { readonly kind: 'create-index' }>

interface Found extends UnfinishedIndex {
  readonly state: 'valid' | 'invalid' | 'not-an-index'
}

interface Before {
  readonly mark: Mark
  readonly at: FailedStatement
}

/**
 * Whether the index still has to be built. Drops an INVALID index of an earlier attempt of ours first. Never drops an index
 * that our history does not list as started, and waits for one that another session is building.
 */
export async function prepareIndex(
  applying: Applying,
  kind: CreateIndex,
  { mark, at }: Before,
): Promise<'build' | 'there'> {
  const { session } = applying
  if (mark === 'started') await dropSetAside(applying, kind.table)
  const found = await findIndex(session, kind)
  if (found === undefined) return 'build'
  if (mark !== 'started') return judgeForeign(applying, kind, { found, at })
  if (found.state === 'valid') return 'there'
  if (found.state === 'not-an-index') return 'build'
  const waited = (await waitForBuilders(applying, found)) === 'waited'
  if (!waited && (await dropUnfinished(applying, found)) === 'dropped') return 'build'
  return prepareIndex(applying, kind, { mark, at })
}

/** For an index that we never started. PostgreSQL would skip it silently with IF NOT EXISTS, even if it is INVALID. */
async function judgeForeign(
  { session }: Applying,
  kind: CreateIndex,
  { found, at }: { readonly found: Found; readonly at: FailedStatement },
): Promise<'build' | 'there'> {
  if (found.state === 'valid' && kind.existing === 'skip') return 'there'
  const builders = found.state === 'invalid' ? await buildersOf(session, found) : []
  const why =
    builders.length > 0
      ? `pid ${builders.join(', ')} is building it`
      : found.state === 'invalid'
        ? 'it is INVALID, and this pipeline did not start it'
        : 'this pipeline did not create it'
  throw new MigrationFailure(`${at.file}: ${found.name} already exists: ${why}`, {
    code: builders.length > 0 ? 'migrations/index-in-progress' : 'migrations/index-exists',
    exit: builders.length > 0 ? 75 : 4,
    next:
      builders.length > 0
        ? 'wait until it is built, then run the Job again: argocd app sync'
        : `drop index concurrently ${found.name};   # if nothing needs it, then: argocd app sync`,
    statement: at,
    sqlstate: '42P07',
  })
}

/** Throws an Error, as for a bug, if PostgreSQL reports success without a valid index. */
export async function indexIsBuilt({ session }: Applying, kind: CreateIndex): Promise<void> {
  const found = await findIndex(session, kind)
  if (found?.state !== 'valid') throw new Error(`${kind.name ?? ''} is not valid after it was built`)
}

async function findIndex(session: Session, { name, table }: CreateIndex): Promise<Found | undefined> {
  const sql = `select c.oid, format('%I.%I', n.nspname, c.relname) as name, coalesce(i.indrelid::regclass::text, '') as table, i.indisvalid as valid
from pg_class t join pg_class c on c.relnamespace = t.relnamespace join pg_namespace n on n.oid = c.relnamespace
left join pg_index i on i.indexrelid = c.oid
where t.oid = to_regclass($1) and c.relname = (parse_ident($2)::name[])[1]`
  const [row] = (await session.query(sql, [table, name ?? ''])).rows
  if (row === undefined) return undefined
  const state = row['valid'] === null ? 'not-an-index' : row['valid'] === 't' ? 'valid' : 'invalid'
  return { oid: row['oid'] ?? '', name: row['name'] ?? '', table: row['table'] ?? '', state }
}

/**
 * Sessions that build an index of the table hold SHARE UPDATE EXCLUSIVE on it in all their transactions. Only
 * pg_read_all_stats sees other roles' builds in pg_stat_progress_create_index.
 */
async function buildersOf(session: Session, { table }: Found): Promise<readonly string[]> {
  const sql = `select distinct l.pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation' and l.database = (select oid from pg_database where datname = current_database())
  and l.relation = $1::regclass and l.mode in ('ShareUpdateExclusiveLock', 'ShareLock') and l.granted
  and l.pid <> pg_backend_pid() and a.backend_type = 'client backend' order by 1`
  const { rows } = await session.query(sql, [table])
  return rows.map((row) => row['pid'] ?? '')
}

async function waitForBuilders({ session, adapters }: Applying, found: Found): Promise<'none' | 'waited'> {
  const { clock, stop, log } = adapters
  let builders = await buildersOf(session, found)
  if (builders.length === 0) return 'none'
  log.info(`waiting: pid ${builders.join(', ')} is building an index of ${found.table}`)
  while (builders.length > 0) {
    if (stop.aborted) throw new Stopped(stop.reason)
    await clock.sleep(500, stop)
    builders = await buildersOf(session, found)
  }
  return 'waited'
}
