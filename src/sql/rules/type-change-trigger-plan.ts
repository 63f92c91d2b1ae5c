import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf, find, tableOf } from '../schema/schema.ts'
import { typeChange } from '../type-change.ts'

export const typeChangeTriggerPlan: Rule = {
  severity: 'warning',
  condition: "A column gets another type with the same bytes, and a trigger's PL/pgSQL function reads it.",
  effect:
    'Sessions in which the trigger has run before fail with 42804, "type of parameter does not match that when preparing the plan", until they connect anew.',
  workaround:
    'Leave the type, or change it when every pod is started after it. Then say so: -- wavec:contract after=RELEASE.',
  bad: 'alter table coupons alter column code type varchar;',
  good: 'alter table coupons add constraint coupons_code_length check (length(code) < 100) not valid;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLiveColumn(context, action.table, action.column)) return undefined
    const { table, column, type, using } = action
    const { schema, server } = context
    const before = columnOf(schema, table, column)
    // Anything slower has a rule of its own; another length is the same type.
    if (before?.type.name === type.name || typeChange({ before, type, using, column }, schema, server) !== 'metadata')
      return undefined
    const reader = [...tableOf(schema, table).triggers.values()].find(({ routine }) => {
      const known = find(schema.routines, routine)
      return known?.language === 'plpgsql' && known.rowColumns.includes(column)
    })
    if (reader === undefined) return undefined
    return {
      message: `no row is touched, but ${reader.routine}(), which a trigger calls, reads ${column}: sessions in which it has run fail to write ${table} with 42804 until they connect anew`,
      why: 'a PL/pgSQL function keeps the plan of each expression with the types that it first saw',
      help: 'leave the type, or change it when the pods have all been started after it: -- wavec:contract after=RELEASE',
    }
  },
}
