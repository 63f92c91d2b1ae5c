import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const enableRls: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'row-security' || !isLive(context, action.table)) return undefined
    if (action.state !== 'enable' && action.state !== 'force') return undefined
    const whom = action.state === 'force' ? 'its owner too' : 'everybody but its owner'
    return {
      message: `${action.table} shows no rows to ${whom} unless a policy allows them, and refuses INSERTs with 42501`,
      help: 'create the policies first, try them as the role of the application, then enable it: -- wavec:contract after=RELEASE',
    }
  },
}
