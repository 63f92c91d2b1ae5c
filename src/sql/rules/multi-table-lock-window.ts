import { isLive, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'
import { isAtLeast } from '../server.ts'

export const multiTableLockWindow: Rule = {
  severity: 'note',
  condition: 'A transaction takes strong locks on several tables in use.',
  effect: 'An application that locks them in the other order deadlocks with it: one of the two fails with 40P01.',
  workaround: 'Change one table per migration.',
  bad: 'alter table users add column nickname text;\nalter table coupons add column nickname text;',
  good: 'alter table users add column nickname text;',
  proof: 'lock',
  check: (action, context) => {
    if (action.within !== 'top') return undefined
    const own = strongLocks(context)
    if (own.length === 0) return undefined
    const before = new Set(context.earlier().flatMap((earlier) => strongLocks({ ...context, ...earlier })))
    const added = own.filter((relation) => !before.has(relation))
    const others = [...before].filter((relation) => !own.includes(relation))
    const other = others[0]
    if (added[0] === undefined || other === undefined || others.length > 1) return undefined
    return {
      message: `the transaction locks ${other} and then ${added[0]}: an application that locks them in the other order deadlocks with it (40P01)`,
    }
  },
}

function strongLocks(context: Context): readonly string[] {
  return context.facts.locks
    .filter(({ mode, relation }) => isAtLeast(mode, 'SHARE ROW EXCLUSIVE') && isLive(context, relation))
    .map(({ relation }) => relation)
}
