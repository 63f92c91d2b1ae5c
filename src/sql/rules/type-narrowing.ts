import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'
import { isNarrowing } from '../type-change.ts'
import { typeText } from '../wording.ts'

export const typeNarrowing: Rule = {
  severity: 'error',
  condition: 'A column gets a type that is too small for some of its values, or for values that old pods may write.',
  effect: 'Writes by old pods fail with 22001 or 22003, and the table is rewritten under ACCESS EXCLUSIVE.',
  workaround:
    'Keep the type, add a NOT VALID CHECK of what is allowed, and validate it: -- wavec:contract after=RELEASE.',
  bad: 'alter table users alter column name type varchar(20);',
  good: '-- wavec:contract after=v2.3.0\nalter table users add constraint users_name_short check (length(name) <= 20) not valid;',
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLiveColumn(context, action.table, action.column)) return undefined
    const { table, column, type } = action
    const before = columnOf(context.schema, table, column)
    if (before === undefined || !isNarrowing(before, type, context.schema)) return undefined
    return {
      message: `${typeText(type)} holds less than ${typeText(before.type)}: writes by old pods are refused, and the table is rewritten under ACCESS EXCLUSIVE`,
    }
  },
}
