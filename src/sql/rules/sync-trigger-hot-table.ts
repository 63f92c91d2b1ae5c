import { hasLockTimeout, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const syncTriggerHotTable: Rule = {
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'create-trigger' || !isLive(context, action.table) || hasLockTimeout(context)) return undefined
    return {
      message: `SHARE ROW EXCLUSIVE on ${action.table}: it waits for every transaction that writes, and every later one waits for it`,
      help: "SET LOCAL lock_timeout = '2s' before it, and try again when it gives up",
    }
  },
}
