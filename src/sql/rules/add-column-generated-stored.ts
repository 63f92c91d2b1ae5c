import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnGeneratedStored: Rule = {
  severity: 'error',
  condition: 'A column GENERATED … STORED is added.',
  effect: 'PostgreSQL computes and writes every row again under ACCESS EXCLUSIVE.',
  workaround: 'VIRTUAL (PostgreSQL 18 and later), or a plain column with a trigger and a backfill.',
  bad: 'alter table orders add column double_total integer generated always as (total * 2) stored;',
  good: 'alter table orders add column double_total integer;',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || action.column.generated !== 'stored' || !isLive(context, action.table))
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is written again with the value computed`,
      help:
        context.server >= 18
          ? 'VIRTUAL instead of STORED, which is computed when it is read; or a plain column, a trigger and a backfill'
          : 'a plain column, a trigger that fills it, and a backfill in batches',
    }
  },
}
