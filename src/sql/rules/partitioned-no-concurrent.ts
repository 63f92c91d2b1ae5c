import type { Action } from '../action.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const partitionedNoConcurrent: Rule = {
  severity: 'error',
  condition:
    'An index is built on a partitioned table, or a NOT VALID foreign key is added to one before PostgreSQL 18.',
  effect:
    'With CONCURRENTLY it fails with 0A000, without it all writes wait until every index is built. The foreign key fails with 42809.',
  workaround:
    'Create the index ON ONLY the parent, build one CONCURRENTLY on each partition, then run ALTER INDEX … ATTACH PARTITION.',
  bad: 'create index concurrently events_day_idx on events (day);',
  good: 'create index events_day_idx on only events (day);',
  proof: 'file',
  check: (action, context) => {
    const refused = refusal(action, context)
    if (refused === undefined) return undefined
    return {
      message: refused,
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
  return 'fails with 42809: PostgreSQL before 18 refuses a NOT VALID foreign key on a partitioned table'
}

function ofIndex(name: string, concurrently: boolean, { schema, isNew }: Context): string | undefined {
  const table = find(schema.tables, name)
  if (table?.partitioned !== true || isNew(table.origin)) return undefined
  if (concurrently) return 'fails with 0A000: PostgreSQL refuses CONCURRENTLY on a partitioned table'
  return `SHARE on ${table.name} and all of its partitions: all writes wait until every index is built`
}
