import type { Session } from '../../connect/session.ts'
import type { Scope } from '../../protocol/ledger.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { migrationId } from './plan.ts'

/** The same files, applied in this database under another name. */
export interface MovedHistory {
  readonly text: string
  /** SQL that makes that history this pipeline's. */
  readonly next: string
}

/**
 * A pipeline that was renamed, or whose database.schema was changed, has an empty history, and would apply every file
 * again. For a scope of which nothing is applied. Undefined, too, where the same files go to a schema that is still
 * empty: so many tenants share a database.
 */
export async function movedHistory(
  session: Session,
  scope: Scope,
  index: readonly IndexEntry[],
): Promise<MovedHistory | undefined> {
  const { rows } = await session.query(sql, [
    scope.pipeline,
    scope.target,
    index.map(migrationId),
    index.map(({ checksum }) => checksum),
  ])
  const [row] = rows
  if (row === undefined) return undefined
  const from = { pipeline: row['pipeline'] ?? '', target: row['target'] ?? '' }
  const shared = row['shared'] === '1' ? '1 file' : `${row['shared']} files`
  return {
    text: `nothing is applied here as ${nameOf(scope)}, but ${shared} of this release ${row['shared'] === '1' ? 'is' : 'are'} applied as ${nameOf(from)}, and would be applied again: a pipeline that was renamed, or another database.schema, takes its history along, or takes its old name back`,
    next: moving(from, scope),
  }
}

// More than half of what one side has, so that a first file that everybody copies makes no two pipelines one.
const sql = `select m.pipeline, m.target, count(f.id) as shared
from wavec.migration m left join unnest($3::text[], $4::text[]) as f (id, checksum) on f.id = m.id and f.checksum = m.checksum
where m.state = 'applied' and (m.pipeline, m.target) <> ($1, $2)
  and (m.target = $2 or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema()))
group by m.pipeline, m.target
having count(f.id) * 2 > least(count(*), cardinality($3::text[]))
order by m.target = $2 desc, m.pipeline = $1 desc, count(f.id) desc, m.pipeline, m.target limit 1`

function nameOf({ pipeline, target }: Scope): string {
  return target === '' ? `pipeline ${pipeline}` : `pipeline ${pipeline} with database.schema ${target}`
}

/** All that the ledger knows, in one transaction. */
function moving(from: Scope, to: Scope): string {
  const values = [to.pipeline, to.target, from.pipeline, from.target].map(literal).join(', ')
  const update = `'update wavec.%I set pipeline = %L, target = %L where pipeline = %L and target = %L'`
  return `do $$ declare t text; begin for t in select table_name from information_schema.columns where table_schema = 'wavec' and column_name = 'pipeline' loop execute format(${update}, t, ${values}); end loop; end $$;   -- if this pipeline was ${from.pipeline}`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
