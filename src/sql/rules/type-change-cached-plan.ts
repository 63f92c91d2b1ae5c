import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf } from '../schema/schema.ts'
import { typeChange } from '../type-change.ts'

export const typeChangeCachedPlan: Rule = {
  severity: 'note',
  condition: 'A column gets a wider type, and no row is touched.',
  effect:
    'Statements that a session has prepared and that read it fail once: 0A000, "cached plan must not change result type".',
  workaround: 'Make sure that the driver prepares again after it; inside a transaction most do not.',
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
      message: `no row is touched, but statements that pods have prepared and that read ${table}.${column} fail once with 0A000`,
      why: '"cached plan must not change result type": the driver must prepare them again, and few do inside a transaction',
      help: 'make sure that the driver prepares again, or change the type in a release whose pods are all started after it',
    }
  },
}
