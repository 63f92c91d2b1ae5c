import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnInlineCheck: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    if (!action.constraints.some(({ kind, enforced }) => kind === 'check' && enforced)) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is checked: nobody reads or writes meanwhile`,
      help: 'add the column, then the CHECK as NOT VALID, and validate it in another migration',
    }
  },
}
