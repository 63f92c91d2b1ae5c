import { isLive } from '../context.ts'
import { concurrentlyFix } from '../fixes.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const reindexBlocking: Rule = {
  severity: 'error',
  condition: 'REINDEX runs without CONCURRENTLY.',
  effect: 'Writes wait, and so do queries that plan with the index.',
  workaround: 'Use REINDEX … CONCURRENTLY in a file of its own that runs outside a transaction.',
  bad: 'reindex table orders;',
  good: 'reindex table concurrently orders;',
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'reindex' || action.concurrently) return undefined
    const table = action.object === 'index' ? find(context.schema.indexes, action.name)?.table : action.name
    if (table !== undefined && action.object !== 'other' && !isLive(context, table)) return undefined
    const on = action.object === 'other' ? 'every table, one after the other' : (table ?? `the table of ${action.name}`)
    return {
      message: `SHARE on ${on} and ACCESS EXCLUSIVE on the index: writes wait, and so do queries that plan with it`,
      ...(action.object === 'other' ? {} : concurrentlyFix(context, action.object)),
    }
  },
}
