import type { Rule } from '../rule.ts'
import { dependentOn } from '../schema/schema.ts'

export const alterTypeDependentView: Rule = {
  severity: 'error',
  condition: 'A column that a view reads gets another type.',
  effect: 'It fails with 0A000.',
  workaround: 'Drop the view, change the type, make the view anew: in one transaction.',
  bad: 'alter table orders alter column weight type bigint;',
  good: "drop view open_orders;\nalter table orders add column weight_grams bigint;\ncreate view open_orders as select id, weight, weight_grams from orders where status = 'placed';",
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'alter-type') return undefined
    const object = dependentOn(context.schema, action.table, action.column)
    if (object === undefined) return undefined
    return {
      message: `it fails with 0A000: ${object} reads ${action.table}.${action.column}`,
      help: `drop ${object}, change the type, make it anew: in one transaction`,
    }
  },
}
