import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addUniqueNoIndex: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { kind, usingIndex, name } = action.constraint
    if (kind !== 'unique' || usingIndex !== undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while its index is built: nobody reads or writes meanwhile`,
      help: `CREATE UNIQUE INDEX CONCURRENTLY ${name ?? 'NAME'} …, then ADD CONSTRAINT … UNIQUE USING INDEX ${name ?? 'NAME'}`,
    }
  },
}
