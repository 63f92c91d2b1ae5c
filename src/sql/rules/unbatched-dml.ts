import { heldLock, isWholeTable } from '../context.ts'
import type { Rule } from '../rule.ts'

export const unbatchedDml: Rule = {
  severity: 'error',
  condition: 'One statement updates or deletes rows of a table that is in use, and nothing says that they are few.',
  effect:
    'All of them are locked until it commits: twenty seconds for a million, in which the application waits for them.',
  workaround: 'A backfill in the spec, or batches along the key with a COMMIT each.',
  bad: "update orders set note = '' where note is null;",
  good: "update orders set note = '' where id = 7;",
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
