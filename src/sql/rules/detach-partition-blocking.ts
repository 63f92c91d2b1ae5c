import { hasLockTimeout, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const detachPartitionBlocking: Rule = {
  severity: 'note',
  condition: 'A partition is detached without CONCURRENTLY and without a lock_timeout.',
  effect: 'ACCESS EXCLUSIVE on the parent. The lock is short, but every query of the whole table waits for it.',
  workaround:
    'Use DETACH PARTITION … CONCURRENTLY (PostgreSQL 14 and later) in a file of its own that runs outside a transaction.',
  bad: 'alter table events detach partition events_1;',
  good: 'alter table events detach partition events_1 concurrently;',
  proof: 'lock',
  since: 14,
  check: (action, context) => {
    if (
      action.kind !== 'detach-partition' ||
      action.concurrently ||
      !isLive(context, action.table) ||
      hasLockTimeout(context)
    )
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table}: every query of the whole table waits for it`,
    }
  },
}
