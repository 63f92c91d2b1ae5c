import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'
import { isNarrowing } from '../type-change.ts'
import { typeText } from '../wording.ts'

export const typeNarrowing: Rule = {
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLiveColumn(context, action.table, action.column)) return undefined
    const { table, column, type } = action
    const before = columnOf(context.schema, table, column)
    if (before === undefined || !isNarrowing(before, type, context.schema)) return undefined
    return {
      message: `${typeText(type)} holds less than ${typeText(before.type)}: what pods that still run write is refused, and the table is written again under ACCESS EXCLUSIVE`,
      help: `add a CHECK that says what is allowed, NOT VALID, and validate it; keep the type`,
    }
  },
}
