import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const storageRewrite: Rule = {
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'storage' || context.facts.work.length === 0 || !isLive(context, action.table)) return undefined
    const lost = action.change === 'unlogged' ? ', and its rows are gone after a crash' : ''
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while it is copied: nobody reads or writes meanwhile${lost}`,
      help: 'make a new table as it should be, keep it in step with a trigger, backfill it, then switch',
    }
  },
}
