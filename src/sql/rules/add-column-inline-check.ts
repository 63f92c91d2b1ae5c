import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnInlineCheck: Rule = {
  severity: 'error',
  condition: 'A column is added together with a CHECK.',
  effect: 'Every row is checked under ACCESS EXCLUSIVE, although all of them hold the same value.',
  workaround: 'Add the column, then the CHECK as NOT VALID, and validate it in a later migration.',
  bad: 'alter table orders add column boxes integer check (boxes > 0);',
  good: 'alter table orders add column boxes integer;\nalter table orders add constraint orders_boxes_positive check (boxes > 0) not valid;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    if (!action.constraints.some(({ kind, enforced }) => kind === 'check' && enforced)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is checked: all reads and writes wait`,
    }
  },
}
