import { rewriteReason } from '../facts/work.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnVolatileDefault: Rule = {
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    const reason = rewriteReason(action.column, context.schema)
    if (reason !== 'volatile default' && reason !== 'unknown default') return undefined
    const perhaps = reason === 'unknown default' ? ' unless its function is STABLE or IMMUTABLE' : ''
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is written again with a default of its own${perhaps}`,
      why: 'a default that is computed once (a constant, now()) is kept in the catalogue, and no row is touched',
      help: 'add the column without the default, set the default in a second statement, then backfill old rows in batches',
    }
  },
}
