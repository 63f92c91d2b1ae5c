import { isLive } from '../context.ts'
import { columnsLeftNull, isOfNewColumns } from '../old-writers.ts'
import type { Rule } from '../rule.ts'

export const checkBindsOldWriters: Rule = {
  severity: 'note',
  condition: 'A CHECK is added, NOT VALID, to columns that pods of the release before write.',
  effect: 'It judges new rows at once: what those pods write and it does not allow is refused with 23514.',
  workaround: 'Make sure that every writer complies, and say since when: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders add constraint orders_weight_range check (weight between 1 and 1000) not valid;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_range check (weight between 1 and 1000) not valid;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { table, constraint } = action
    if (constraint.kind !== 'check' || constraint.valid || !constraint.enforced) return undefined
    if (isOfNewColumns(table, constraint, context) || columnsLeftNull(table, constraint, context).length > 0)
      return undefined
    return {
      message: `from here on ${table} refuses rows that do not meet the condition, from pods that still run too (23514)`,
      why: 'NOT VALID spares the rows that are there, not the ones that are written',
      help: 'make sure that every writer complies, and say since when: -- wavec:contract after=RELEASE',
    }
  },
}
