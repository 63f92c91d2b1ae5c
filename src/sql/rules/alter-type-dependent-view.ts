import type { Rule } from '../rule.ts'
import { dependentOn } from '../schema/schema.ts'

export const alterTypeDependentView: Rule = {
  severity: 'error',
  condition: 'The type of a column changes while a view reads it.',
  effect: 'The statement fails with 0A000.',
  workaround: 'Drop the view, change the type and recreate the view in one transaction.',
  bad: 'alter table orders alter column weight type bigint;',
  good: "drop view open_orders;\nalter table orders add column weight_grams bigint;\ncreate view open_orders as select id, weight, weight_grams from orders where status = 'placed';",
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'alter-type') return undefined
    const object = dependentOn(context.schema, action.table, action.column)
    if (object === undefined) return undefined
    return {
      message: `fails with 0A000: ${object} reads ${action.table}.${action.column}`,
      help: `drop ${object}, change the type and recreate it in one transaction`,
    }
  },
}
