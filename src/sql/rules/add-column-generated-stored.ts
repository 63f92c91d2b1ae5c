import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnGeneratedStored: Rule = {
  severity: 'error',
  condition: 'A GENERATED … STORED column is added.',
  effect: 'PostgreSQL computes the value for every row and rewrites the table under ACCESS EXCLUSIVE.',
  workaround:
    'Make it VIRTUAL (PostgreSQL 18 and later), or add a plain column with a trigger and backfill it in batches.',
  bad: 'alter table orders add column double_total integer generated always as (total * 2) stored;',
  good: 'alter table orders add column double_total integer;',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || action.column.generated !== 'stored' || !isLive(context, action.table))
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while the table is rewritten with the computed values`,
      help:
        context.server >= 18
          ? 'make it VIRTUAL, which is computed on read, or add a plain column with a trigger and backfill it in batches'
          : 'add a plain column with a trigger that fills it, and backfill it in batches',
    }
  },
}
