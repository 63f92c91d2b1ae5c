import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnStarReaders: Rule = {
  severity: 'note',
  condition: 'A column is added to a table that the application uses.',
  effect:
    'Prepared SELECT * and RETURNING * statements fail once with 0A000, "cached plan must not change result type".',
  workaround: 'Name the columns in queries, or make sure that the driver prepares the statement again.',
  bad: 'alter table orders add column gift text;',
  good: 'create table gifts (order_id bigint primary key, words text not null);',
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    return {
      message: `prepared SELECT * and RETURNING * statements on ${action.table} fail once with 0A000`,
      why: '"cached plan must not change result type": their result now has one more column',
    }
  },
}
