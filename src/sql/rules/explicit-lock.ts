import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { isAtLeast } from '../server.ts'

export const explicitLock: Rule = {
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'lock-table') return undefined
    const lock = context.facts.locks.find(({ mode, relation }) => isAtLeast(mode, 'SHARE') && isLive(context, relation))
    if (lock === undefined) return undefined
    return {
      message: `${lock.mode} on ${lock.relation} until the commit`,
      help: 'let each statement take the lock that it needs; where order matters, the weakest mode that will do',
    }
  },
}
