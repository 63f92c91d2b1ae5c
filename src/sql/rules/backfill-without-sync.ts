import { isLive } from '../context.ts'
import { columnsIn } from '../expression.ts'
import type { Rule } from '../rule.ts'
import { tableOf, type Table } from '../schema/schema.ts'

export const backfillWithoutSync: Rule = {
  severity: 'warning',
  condition: 'A new column is filled from others, but nothing fills it for rows that are written meanwhile.',
  effect: 'Rows that old pods write have no value in it.',
  workaround: 'First create a trigger that syncs the columns, or ship a release that writes both.',
  bad: 'update users set nickname = name where id between 1 and 1000;',
  good: 'create trigger users_stamp before insert or update on users for each row execute function stamp();\nupdate users set nickname = name where id between 1 and 1000;',
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
      message: `nothing fills ${filled} in rows that pods write during and after this UPDATE`,
    }
  },
}

/** Added by a later file than the table. */
function isYounger(table: Table, name: string): boolean {
  const origin = table.columns.get(name)?.origin
  return origin !== undefined && origin !== table.origin
}
