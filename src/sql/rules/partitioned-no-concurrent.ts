import type { Action } from '../action.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const partitionedNoConcurrent: Rule = {
  severity: 'error',
  condition:
    'An index on a partitioned table, CONCURRENTLY, which is refused, or not, which stops writes to all partitions; a foreign key NOT VALID on one before PostgreSQL 18.',
  effect: 'It fails with 0A000 or 42809, or every write waits until all indexes are built.',
  workaround: 'An index ON ONLY the parent, one CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION.',
  bad: 'create index concurrently events_day_idx on events (day);',
  good: 'create index events_day_idx on only events (day);',
  proof: 'file',
  check: (action, context) => {
    const refused = refusal(action, context)
    if (refused === undefined) return undefined
    return {
      message: refused,
      help: 'an index ON ONLY the parent, one CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION',
    }
  },
}

function refusal(action: Action, context: Context): string | undefined {
  if (action.kind === 'create-index')
    return action.only ? undefined : ofIndex(action.index.table, action.concurrently, context)
  const { schema, server } = context
  if (action.kind !== 'add-constraint' || server >= 18) return undefined
  const { kind, valid } = action.constraint
  if (kind !== 'foreign' || valid || find(schema.tables, action.table)?.partitioned !== true) return undefined
  return `a foreign key NOT VALID is refused on a partitioned table before PostgreSQL 18: it fails with 42809`
}

function ofIndex(name: string, concurrently: boolean, { schema, isNew }: Context): string | undefined {
  const table = find(schema.tables, name)
  if (table?.partitioned !== true || isNew(table.origin)) return undefined
  if (concurrently) return `CONCURRENTLY is refused on a partitioned table: it fails with 0A000`
  return `SHARE on ${table.name} and all of its partitions: every write waits until all indexes are built`
}
