import type { Action } from '../action.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const createTableFkLocksParent: Rule = {
  severity: 'warning',
  condition: 'A table with a foreign key is created in a transaction that then does something slow.',
  effect: 'SHARE ROW EXCLUSIVE on the referenced table until commit: all writes to it wait.',
  workaround: 'Create the table in a file of its own.',
  bad: 'create table refunds (order_id bigint not null references orders (id), total integer);\ncreate index refunds_order_idx on refunds (order_id);\ninsert into refunds select id, total from orders where total < 0;',
  good: 'create table refunds (order_id bigint not null references orders (id), total integer);',
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'create-table') return undefined
    const parents = action.constraints
      .flatMap(({ references }) => references ?? [])
      .filter((name) => isLive(context, name))
    if (parents.length === 0) return undefined
    const slow = context
      .later()
      .find(
        ({ action: other, facts, schema }) =>
          facts.work.some(({ relation }) => isLive({ ...context, schema }, relation)) || isSearch(other),
      )
    if (slow === undefined) return undefined
    return {
      message: `SHARE ROW EXCLUSIVE on ${parents.join(', ')} until commit: all writes to it wait for the rest of the file`,
      related: { start: slow.action.start, end: slow.action.end, message: 'the slow statement' },
    }
  },
}

function isSearch(action: Action): boolean {
  return action.kind === 'write' && action.write.rows === 'searched' && action.write.sought.length === 0
}
