import { hasLockTimeout, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { tableOf } from '../schema/schema.ts'

export const dropForeignKey: Rule = {
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'drop-constraint' || !isLive(context, action.table)) return undefined
    const known = tableOf(context.schema, action.table).constraints.get(action.name)
    if (known?.kind !== 'foreign' || known.references === undefined || hasLockTimeout(context)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} and on ${known.references}: readers of either wait for it`,
      why: 'two locks, taken one after the other, meet the application in the other order',
      help: "in a transaction of its own, with SET LOCAL lock_timeout = '2s'",
    }
  },
}
