import { isLive, isWholeTable, readsWhole, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { isAtLeast } from '../server.ts'

export const explicitLock: Rule = {
  severity: 'warning',
  condition: 'LOCK TABLE takes a mode that stops writers or readers, and something slow follows.',
  effect: 'The lock lasts until commit. Without a mode, LOCK TABLE takes ACCESS EXCLUSIVE.',
  workaround:
    'Let each statement take the lock that it needs. If the order matters, take the weakest mode that suffices.',
  bad: 'lock table orders in share mode;\nselect count(*) from users;',
  good: 'lock table orders in row exclusive mode;\nselect count(*) from users;',
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'lock-table') return undefined
    const lock = context.facts.locks.find(({ mode, relation }) => isAtLeast(mode, 'SHARE') && isLive(context, relation))
    if (lock === undefined) return undefined
    const slow = context.later().find((judged) => takesTime({ ...context, ...judged }))
    if (slow === undefined) return undefined
    return {
      message: `${lock.mode} on ${lock.relation} until commit, through everything that follows`,
      related: { start: slow.action.start, end: slow.action.end, message: 'the slow statement' },
    }
  },
}

/** Its time grows with a table, or is unknown. */
function takesTime(context: Context): boolean {
  const { action, facts } = context
  if (action.kind === 'opaque' || facts.work.some(({ relation }) => isLive(context, relation))) return true
  if (action.kind === 'query') return readsWhole(action, context)
  if (action.kind === 'create-table') return action.query !== undefined
  if (action.kind !== 'write') return false
  const { verb, rows, bounded } = action.write
  return isWholeTable(action, context) || (verb === 'insert' && rows === 'searched' && !bounded)
}
