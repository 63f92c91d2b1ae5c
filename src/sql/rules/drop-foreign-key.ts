import { hasLockTimeout, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { tableOf } from '../schema/schema.ts'

export const dropForeignKey: Rule = {
  severity: 'note',
  condition: 'A foreign key is dropped without a lock_timeout.',
  effect:
    'ACCESS EXCLUSIVE on both tables, one after the other: an application that locks them in the other order deadlocks with it.',
  workaround: "Drop it in a transaction of its own, after SET LOCAL lock_timeout = '2s'.",
  bad: 'alter table orders drop constraint orders_user_fk;',
  good: "set local lock_timeout = '2s';\nalter table orders drop constraint orders_user_fk;",
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'drop-constraint' || !isLive(context, action.table)) return undefined
    const known = tableOf(context.schema, action.table).constraints.get(action.name)
    if (known?.kind !== 'foreign' || known.references === undefined || hasLockTimeout(context)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} and on ${known.references}: readers of either wait for it`,
      why: 'the locks are taken one after the other, and an application that takes them in the other order deadlocks with it',
    }
  },
}
