import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'
import { isNarrowing } from '../type-change.ts'
import { typeText } from '../wording.ts'

export const typeNarrowing: Rule = {
  severity: 'error',
  condition: 'A column gets a type that some of its values, or values that pods may write, do not fit into.',
  effect:
    'Writes of pods that still run fail with 22001 or 22003, and the table is written again under ACCESS EXCLUSIVE.',
  workaround:
    'Keep the type and add a CHECK, NOT VALID, then validate it. Then say so: -- wavec:contract after=RELEASE.',
  bad: 'alter table users alter column name type varchar(20);',
  good: '-- wavec:contract after=v2.3.0\nalter table users add constraint users_name_short check (length(name) <= 20) not valid;',
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
