import { rewriteReason } from '../facts/work.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnVolatileDefault: Rule = {
  severity: 'error',
  condition: 'A column is added with a default that differs from row to row, or whose function is not known.',
  effect:
    'PostgreSQL writes every row again under ACCESS EXCLUSIVE. A constant, now() and STABLE functions are computed once and touch no row.',
  workaround: 'Add the column without the default, set the default in a second statement, then backfill in batches.',
  bad: 'alter table orders add column token uuid default gen_random_uuid();',
  good: 'alter table orders add column token uuid;\nalter table orders alter column token set default gen_random_uuid();',
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
