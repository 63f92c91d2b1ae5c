import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const disableRls: Rule = {
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'row-security' || !isLive(context, action.table)) return undefined
    if (action.state !== 'disable' && action.state !== 'no-force') return undefined
    return {
      message: `every row of ${action.table} is shown to whoever may read the table`,
      help: 'replace the policies instead, or say why nothing in it is private: -- wavec:ignore sql/disable-rls REASON',
    }
  },
}
