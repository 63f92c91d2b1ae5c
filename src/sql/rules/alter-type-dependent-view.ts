import type { Rule } from '../rule.ts'
import { dependentOn } from '../schema/schema.ts'

export const alterTypeDependentView: Rule = {
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
