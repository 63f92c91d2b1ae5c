import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'

export const dropDefaultAfterAdd: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-default' || !isLiveColumn(context, action.table, action.column)) return undefined
    const column = columnOf(context.schema, action.table, action.column)
    if (column === undefined || !column.notNull || column.default === undefined) return undefined
    return {
      message: `pods that still run leave ${action.column} to its default: their INSERTs fail with 23502`,
      help: 'keep the default until a release that writes the column has replaced every pod: -- wavec:contract after=RELEASE',
    }
  },
}
