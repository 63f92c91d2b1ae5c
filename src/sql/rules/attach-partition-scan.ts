import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const attachPartitionScan: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'attach-partition' || !isLive(context, action.partition)) return undefined
    const kinds = context.facts.work.filter(({ relation }) => relation === action.partition).map(({ kind }) => kind)
    if (action.bound === 'default' || kinds.length === 0) return undefined
    const { partition, table } = action
    if (!kinds.includes('scan'))
      return {
        message: `ACCESS EXCLUSIVE on ${partition} while it gets the indexes of ${table} that it lacks`,
        help: 'build each of them on it CONCURRENTLY first, then attach it',
      }
    return {
      message: `ACCESS EXCLUSIVE on ${partition} while every row of it is checked against the bounds`,
      help: 'add a CHECK of the bounds to it, NOT VALID, validate it in another migration, then attach it',
    }
  },
}
