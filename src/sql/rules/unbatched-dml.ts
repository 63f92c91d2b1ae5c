import { heldLock, isWholeTable } from '../context.ts'
import type { Rule } from '../rule.ts'
import { batchesBy } from '../wording.ts'

export const unbatchedDml: Rule = {
  severity: 'error',
  condition: 'One statement updates or deletes rows of a table in use, and nothing limits how many.',
  effect:
    'All of them stay locked until it commits: about twenty seconds for a million rows, in which the application waits for them.',
  workaround:
    'Write one statement for each range of the key, and let each commit on its own: end the file with VACUUM (tool: sql), or run it outside a transaction (Flyway: executeInTransaction=false in FILE.sql.conf).',
  bad: "update orders set note = '' where note is null;",
  good: "update orders set note = '' where id = 7;",
  proof: 'lock',
  check: (action, context) => {
    if (!isWholeTable(action, context) || action.within === 'loop') return undefined
    if (heldLock(context, 'SHARE ROW EXCLUSIVE') !== undefined) return undefined
    if (action.kind === 'query')
      return {
        message: `every row of ${action.tables.join(', ')} that it finds stays locked until commit: the application waits for it`,
        help: batchesBy(context.tool),
      }
    if (action.kind !== 'write') return undefined
    const { verb, table, where } = action.write
    if (verb === 'delete' && where === undefined) return undefined
    const which = where === undefined ? `every row of ${table}` : `every row of ${table} that it finds`
    return {
      message: `one transaction locks ${which} until all are written: the application waits for them`,
      help: batchesBy(context.tool),
    }
  },
}
