import { heldLock, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const validateSameTxn: Rule = {
  severity: 'error',
  condition:
    'VALIDATE CONSTRAINT in a transaction that still holds a strong lock, most often that of its own ADD … NOT VALID.',
  effect:
    'Every row is read while the lock of the earlier statement stops reads or writes: nothing is won over a plain ADD CONSTRAINT.',
  workaround: 'VALIDATE in a migration of its own.',
  bad: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_positive check (weight > 0) not valid;\nalter table orders validate constraint orders_weight_positive;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_positive check (weight > 0) not valid;',
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'validate-constraint' || !isLive(context, action.table)) return undefined
    const held = heldLock(context, 'SHARE ROW EXCLUSIVE')
    if (held === undefined) return undefined
    const { action: by } = held.by
    return {
      message: `every row of ${action.table} is read while this transaction still holds a lock on ${held.relation} that stops it`,
      related: { start: by.start, end: by.end, message: 'the lock, which lasts until the commit' },
      help: 'VALIDATE in a migration of its own: alone it lets reads and writes pass',
    }
  },
}
