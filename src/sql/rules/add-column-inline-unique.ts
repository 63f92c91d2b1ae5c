import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnInlineUnique: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    if (!action.constraints.some(({ kind }) => kind === 'unique' || kind === 'primary')) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while its index is built: nobody reads or writes meanwhile`,
      help: 'add the column, CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX',
    }
  },
}
