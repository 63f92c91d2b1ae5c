import { hasLockTimeout, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const syncTriggerHotTable: Rule = {
  severity: 'note',
  condition: 'A trigger is created on a table in use without a lock_timeout.',
  effect:
    'SHARE ROW EXCLUSIVE on the table. The lock is short, but it waits for every writer, and every later writer waits for it.',
  workaround: "SET LOCAL lock_timeout = '2s' before it, and retry after a timeout.",
  bad: 'create trigger orders_stamp before insert on orders for each row execute function stamp();',
  good: "set local lock_timeout = '2s';\ncreate trigger orders_stamp before insert on orders for each row execute function stamp();",
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'create-trigger' || !isLive(context, action.table) || hasLockTimeout(context)) return undefined
    return {
      message: `SHARE ROW EXCLUSIVE on ${action.table}: it waits for every transaction that writes, and every later writer waits for it`,
    }
  },
}
