import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf, find, tableOf } from '../schema/schema.ts'
import { typeChange } from '../type-change.ts'

export const typeChangeTriggerPlan: Rule = {
  severity: 'warning',
  condition: "A column gets another type without a rewrite, and a trigger's PL/pgSQL function reads it.",
  effect:
    'Sessions in which the trigger has run fail with 42804, "type of parameter does not match that when preparing the plan", until they reconnect.',
  workaround:
    'Keep the type, or change it in a release that restarts every pod afterwards: -- wavec:contract after=RELEASE.',
  bad: 'alter table coupons alter column code type varchar;',
  good: 'alter table coupons add constraint coupons_code_length check (length(code) < 100) not valid;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLiveColumn(context, action.table, action.column)) return undefined
    const { table, column, type, using } = action
    const { schema, server } = context
    const before = columnOf(schema, table, column)
    // Anything slower has a rule of its own, and another length is the same type.
    if (before?.type.name === type.name || typeChange({ before, type, using, column }, schema, server) !== 'metadata')
      return undefined
    const reader = [...tableOf(schema, table).triggers.values()].find(({ routine }) => {
      const known = find(schema.routines, routine)
      return known?.language === 'plpgsql' && known.rowColumns.includes(column)
    })
    if (reader === undefined) return undefined
    return {
      message: `the trigger function ${reader.routine}() reads ${column}: sessions in which it has run fail to write ${table} with 42804 until they reconnect`,
      why: 'PL/pgSQL keeps the plan of each expression with the types that it first saw',
    }
  },
}
