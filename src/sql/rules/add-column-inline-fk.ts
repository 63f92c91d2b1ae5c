import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnInlineFk: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table) || action.column.default === undefined)
      return undefined
    const key = action.constraints.find(({ kind, enforced }) => kind === 'foreign' && enforced)
    if (key === undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row's default is looked up in ${key.references ?? 'the other table'}`,
      help: 'add the column without the default, then the foreign key as NOT VALID, and validate it in another migration',
    }
  },
}
