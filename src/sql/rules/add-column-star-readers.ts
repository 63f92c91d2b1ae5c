import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnStarReaders: Rule = {
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    return {
      message: `SELECT * and RETURNING * of ${action.table} that pods have prepared fail once with 0A000`,
      why: '"cached plan must not change result type": the row that they return has a column more',
      help: 'name the columns in queries, or make sure that the driver prepares again',
    }
  },
}
