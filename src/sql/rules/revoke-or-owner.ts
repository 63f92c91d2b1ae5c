import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const revokeOrOwner: Rule = {
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'drop-owned')
      return {
        message: 'everything that the roles own is dropped, and what they were granted is lost',
        help: 'name what is to go',
      }
    if (action.kind === 'owner') {
      if (find(context.schema.tables, action.name) === undefined || !isLive(context, action.name)) return undefined
      return {
        message: `whoever owned ${action.name} loses what no GRANT gives: a pod that connects as it fails with 42501`,
        help: 'grant the application what it uses first: -- wavec:contract after=RELEASE',
      }
    }
    const names = action.kind === 'revoke' ? action.names.filter((name) => isLive(context, name)) : []
    if (names.length === 0) return undefined
    return {
      message: `pods that still run need what they were granted on ${names.join(', ')}: they fail with 42501`,
      help: 'revoke it after the release that no longer needs it: -- wavec:contract after=RELEASE',
    }
  },
}
