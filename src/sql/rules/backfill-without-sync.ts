import { isLive } from '../context.ts'
import { columnsIn } from '../expression.ts'
import type { Rule } from '../rule.ts'
import { tableOf, type Table } from '../schema/schema.ts'

export const backfillWithoutSync: Rule = {
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'write' || action.write.verb !== 'update' || !isLive(context, action.write.table))
      return undefined
    const { table, columns, values } = action.write
    const known = tableOf(context.schema, table)
    const filled = columns.find(
      (name) =>
        isYounger(known, name) &&
        !context.hasShipped(known.columns.get(name)?.origin) &&
        known.columns.get(name)?.default === undefined,
    )
    const copies = columnsIn(values).some((name) => name !== filled && !columns.includes(name))
    if (filled === undefined || !copies || known.triggers.size > 0) return undefined
    return {
      message: `rows that pods write meanwhile, and afterwards, keep ${filled} empty: nothing fills it for them`,
      help: 'a trigger that keeps both columns in step comes first, or a release that writes both',
    }
  },
}

/** Added by a later file than the table. */
function isYounger(table: Table, name: string): boolean {
  const origin = table.columns.get(name)?.origin
  return origin !== undefined && origin !== table.origin
}
