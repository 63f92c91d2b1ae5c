import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'

export const changeDefault: Rule = {
  severity: 'note',
  condition: 'A default that old pods rely on changes.',
  effect: 'Rows that old pods insert get a value that their code does not expect.',
  workaround:
    'Let the new release write the value itself, and change the default once no old pod is left: -- wavec:contract after=RELEASE.',
  bad: "alter table orders alter column status set default 'paid';",
  good: "-- wavec:contract after=v2.3.0\nalter table orders alter column status set default 'paid';",
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'set-default' || !isLiveColumn(context, action.table, action.column)) return undefined
    const before = columnOf(context.schema, action.table, action.column)
    if (before !== undefined && before.default === undefined) return undefined
    return {
      message: `old pods leave ${action.table}.${action.column} to its default and now get another value`,
    }
  },
}
