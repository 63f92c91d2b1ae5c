import type { Session } from '../../connect/session.ts'
import type { FailedStatement } from '../../protocol/packet.ts'
import type { Applying } from './apply.ts'
import type { Mark } from './apply-outside.ts'
import { MigrationFailure } from './failure.ts'
import type { StatementKind } from './statement-kind.ts'
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
 * Whether the index is still to be built. What an earlier attempt of ours left INVALID is dropped first. An index that
 * our history does not name as started is never dropped, and one that somebody builds at this moment is waited for.
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

/** An index that is there, though we never started it: PostgreSQL judges, unless IF NOT EXISTS would make it look away. */
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
        ? 'it is INVALID, and not left by this pipeline'
        : 'this pipeline did not make it'
  throw new MigrationFailure(`${at.file}: ${found.name} is there already: ${why}`, {
    code: builders.length > 0 ? 'migrations/index-in-progress' : 'migrations/index-exists',
    exit: builders.length > 0 ? 75 : 4,
    next:
      builders.length > 0
        ? 'let it finish, then run the Job again: argocd app sync'
        : `drop index concurrently ${found.name};   # if nothing needs it, then: argocd app sync`,
    statement: at,
    sqlstate: '42P07',
  })
}

/** Throws a bug's Error where PostgreSQL reports success without a valid index. */
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
 * Sessions that build an index of the table: they hold SHARE UPDATE EXCLUSIVE on it from the first to the last of their
 * transactions. pg_stat_progress_create_index shows other roles' builds to nobody but pg_read_all_stats.
 */
async function buildersOf(session: Session, { table }: Found): Promise<readonly string[]> {
  const sql = `select distinct l.pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'relation' and l.database = (select oid from pg_database where datname = current_database())
  and l.relation = $1::regclass and l.mode in ('ShareUpdateExclusiveLock', 'ShareLock') and l.granted
  and l.pid <> pg_backend_pid() and a.backend_type = 'client backend' order by 1`
  const { rows } = await session.query(sql, [table])
  return rows.map((row) => row['pid'] ?? '')
}

async function waitForBuilders({ session, adapters }: Applying, found: Found): Promise<'nobody' | 'waited'> {
  const { clock, stop, log } = adapters
  let builders = await buildersOf(session, found)
  if (builders.length === 0) return 'nobody'
  log.info(`waiting: pid ${builders.join(', ')} is building an index of ${found.table}`)
  while (builders.length > 0) {
    if (stop.aborted) throw new Stopped(stop.reason)
    await clock.sleep(500, stop)
    builders = await buildersOf(session, found)
  }
  return 'waited'
}
