import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hasViewNamed } from '../wording.ts'

export const renameColumn: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'rename' || action.table === undefined) return undefined
    if (action.object !== 'column' && action.object !== 'view') return undefined
    if (!isLiveColumn(context, action.table, action.from)) return undefined
    // The table was put aside and a view stands under its name: the view still has the old column.
    if (hasViewNamed(context, action.table)) return undefined
    return {
      message: `${action.table}.${action.from} is gone for the pods that still run: their queries fail with 42703`,
      help: `add ${action.to}, keep both in step with a trigger, move reads and writes over in a release, then drop ${action.from}`,
    }
  },
}
