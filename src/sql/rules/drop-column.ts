import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropColumn: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-column' || !isLiveColumn(context, action.table, action.column)) return undefined
    return {
      message: `${action.table}.${action.column} is gone for the pods that still run: their queries fail with 42703`,
      why: 'and its values can not be brought back by a rollback',
      help: 'stop using it, let that release replace every pod, then drop it with -- wavec:contract after=RELEASE',
    }
  },
}
