import { isLive } from '../context.ts'
import { workOf } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const attachPartitionScan: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'attach-partition' || !isLive(context, action.partition)) return undefined
    if (action.bound === 'default' || workOf(action, context.schema, context.server).length === 0) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.partition} while every row of it is checked against the bounds`,
      help: 'add a CHECK of the bounds to it, NOT VALID, validate it in another migration, then attach it',
    }
  },
}
