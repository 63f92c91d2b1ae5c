import { heldLock, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const validateSameTxn: Rule = {
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
