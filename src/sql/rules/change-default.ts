import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'

export const changeDefault: Rule = {
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'set-default' || !isLiveColumn(context, action.table, action.column)) return undefined
    const before = columnOf(context.schema, action.table, action.column)
    if (before !== undefined && before.default === undefined) return undefined
    return {
      message: `pods that still run leave ${action.table}.${action.column} to its default, and now get another one`,
      help: 'let the new release write the value itself; change the default when no old pod is left',
    }
  },
}
