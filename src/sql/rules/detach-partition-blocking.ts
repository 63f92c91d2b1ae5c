import { hasLockTimeout, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const detachPartitionBlocking: Rule = {
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
      help: 'detach partition … concurrently, in a file of its own that runs outside a transaction',
    }
  },
}
