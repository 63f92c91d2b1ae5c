import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { viewFollows } from '../wording.ts'

export const renameTable: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'rename' || action.object !== 'table' || !isLive(context, action.from)) return undefined
    if (viewFollows(context, action.from)) return undefined
    return {
      message: `${action.from} is gone for the pods that still run: their queries fail with 42P01`,
      help: `create a view ${action.from} over ${action.to} in the same transaction; drop it in a later release`,
    }
  },
}
