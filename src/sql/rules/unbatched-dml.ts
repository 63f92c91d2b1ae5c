import { heldLock, isWholeTable } from '../context.ts'
import type { Rule } from '../rule.ts'

export const unbatchedDml: Rule = {
  proof: 'lock',
  check: (action, context) => {
    if (!isWholeTable(action, context) || action.within === 'loop') return undefined
    if (heldLock(context, 'SHARE ROW EXCLUSIVE') !== undefined) return undefined
    if (action.kind === 'query')
      return {
        message: `every row of ${action.tables.join(', ')} that it finds stays locked until the commit: the application waits for it`,
        help,
      }
    if (action.kind !== 'write') return undefined
    const { verb, table, where } = action.write
    if (verb === 'delete' && where === undefined) return undefined
    const which = where === undefined ? `every row of ${table}` : `every row of ${table} that it finds`
    return {
      message: `${which} is locked by one transaction until all are written: the application waits for them`,
      help,
    }
  },
}

const help = 'a backfill in the spec, or batches along the key with a COMMIT each'
