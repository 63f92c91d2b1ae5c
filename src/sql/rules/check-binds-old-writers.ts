import { isLive } from '../context.ts'
import { columnsLeftNull, isOfNewColumns } from '../old-writers.ts'
import type { Rule } from '../rule.ts'

export const checkBindsOldWriters: Rule = {
  severity: 'note',
  condition: 'A CHECK is added NOT VALID to columns that old pods write.',
  effect: 'It applies to new rows at once: writes by old pods that violate it fail with 23514.',
  workaround: 'Make sure that every writer complies, and declare since which release: -- wavec:contract after=RELEASE.',
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
      message: `from now on ${table} refuses rows that violate the condition, also from old pods (23514)`,
      why: 'NOT VALID spares existing rows, not new ones',
    }
  },
}
