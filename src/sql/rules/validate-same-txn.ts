import { heldLock, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const validateSameTxn: Rule = {
  severity: 'error',
  condition:
    'VALIDATE CONSTRAINT runs in a transaction that still holds a strong lock, usually that of its own ADD … NOT VALID.',
  effect: 'Every row is checked while that lock stops reads or writes, as with a plain ADD CONSTRAINT.',
  workaround: 'VALIDATE in a migration of its own, where it lets reads and writes through.',
  bad: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_positive check (weight > 0) not valid;\nalter table orders validate constraint orders_weight_positive;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_positive check (weight > 0) not valid;',
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'validate-constraint' || !isLive(context, action.table)) return undefined
    const held = heldLock(context, 'SHARE ROW EXCLUSIVE')
    if (held === undefined) return undefined
    const { action: by } = held.by
    return {
      message: `every row of ${action.table} is checked while this transaction still holds a strong lock on ${held.relation}`,
      related: { start: by.start, end: by.end, message: 'the lock, which lasts until commit' },
    }
  },
}
