import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'
import { typeChange } from '../type-change.ts'

export const typeChangeCachedPlan: Rule = {
  severity: 'note',
  condition: 'A column gets a wider type, and no row is rewritten.',
  effect: 'Prepared statements that read it fail once with 0A000, "cached plan must not change result type".',
  workaround:
    'Make sure that the driver prepares the statement again, or change the type in a release that restarts every pod afterwards: -- wavec:contract after=RELEASE.',
  bad: 'alter table users alter column name type text;',
  good: '-- wavec:contract after=v2.3.0\nalter table users alter column name type text;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLiveColumn(context, action.table, action.column)) return undefined
    const { table, column, type, using } = action
    const before = columnOf(context.schema, table, column)
    if (typeChange({ before, type, using, column }, context.schema, context.server) !== 'metadata') return undefined
    return {
      message: `no row is rewritten, but prepared statements that read ${table}.${column} fail once with 0A000`,
      why: '"cached plan must not change result type": the driver must prepare them again, and few do so inside a transaction',
    }
  },
}
