import type { Rule } from '../rule.ts'
import { dependentView } from '../schema/schema.ts'

export const alterTypeDependentView: Rule = {
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'alter-type') return undefined
    const view = dependentView(context.schema, action.table, action.column)
    if (view === undefined) return undefined
    return {
      message: `it fails with 0A000: the view ${view} reads ${action.table}.${action.column}`,
      help: `drop the view, change the type, make the view anew: in one transaction`,
    }
  },
}
