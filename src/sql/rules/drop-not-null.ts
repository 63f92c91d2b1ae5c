import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropNotNull: Rule = {
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-not-null' || !isLiveColumn(context, action.table, action.column)) return undefined
    return {
      message: `once somebody writes NULL into ${action.table}.${action.column}, pods that still run read it`,
      help: 'ship readers that expect NULL first, and only then a writer of it',
    }
  },
}
