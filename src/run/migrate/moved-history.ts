import { dollarQuoted, identifier, literal } from '../../connect/pg-quote.ts'
import type { Session } from '../../connect/session.ts'
import type { Scope } from '../../protocol/ledger.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { migrationId } from './plan.ts'

/** The files of this release are applied in this database under another name. */
export interface MovedHistory {
  readonly text: string
  /** SQL that moves that history to this pipeline. */
  readonly next: string
}

/**
 * A renamed pipeline, or one with a changed database.schema, has an empty history and would apply every file again. Call
 * it for a scope without applied migrations. Also undefined if the files go to a schema that is still empty, because many
 * tenants share a database that way.
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
    text: `nothing is applied here as ${nameOf(scope)}, but ${shared} of this release ${row['shared'] === '1' ? 'is' : 'are'} applied as ${nameOf(from)} and would be applied again. After a rename of the pipeline or a change of database.schema, move its history or restore the old name`,
    next: moving(from, scope),
  }
}

// More than half of the files of one side must match, so that one copied first file does not make two pipelines the same.
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

/** Moves every row of the ledger in one transaction. */
function moving(from: Scope, to: Scope): string {
  const values = [to.pipeline, to.target, from.pipeline, from.target].map(literal).join(', ')
  const update = `'update wavec.%I set pipeline = %L, target = %L where pipeline = %L and target = %L'`
  const body = ` declare t text; begin for t in select table_name from information_schema.columns where table_schema = 'wavec' and column_name = 'pipeline' loop execute format(${update}, t, ${values}); end loop; end `
  return `do ${dollarQuoted(body)};   -- if this pipeline was ${identifier(from.pipeline)}`
}
