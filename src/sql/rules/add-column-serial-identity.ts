import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnSerialIdentity: Rule = {
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !action.column.identity || !isLive(context, action.table)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is written again with a number of its own`,
      help: 'add a nullable column and a sequence, SET DEFAULT nextval(…) in a second statement, then backfill old rows in batches',
    }
  },
}
