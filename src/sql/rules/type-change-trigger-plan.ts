import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf, find, tableOf } from '../schema/schema.ts'
import { typeChange } from '../type-change.ts'

export const typeChangeTriggerPlan: Rule = {
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
