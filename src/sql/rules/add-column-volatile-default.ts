import { rewriteReason } from '../facts/work.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnVolatileDefault: Rule = {
  severity: 'error',
  condition: 'A column is added with a default that differs from row to row, or that calls an unknown function.',
  effect:
    'PostgreSQL rewrites the table under ACCESS EXCLUSIVE. Constants, now() and STABLE functions are computed once and rewrite nothing.',
  workaround:
    'Add the column without the default, set the default in a second statement, then backfill old rows in batches.',
  bad: 'alter table orders add column token uuid default gen_random_uuid();',
  good: 'alter table orders add column token uuid;\nalter table orders alter column token set default gen_random_uuid();',
  proof: 'rewrite',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    const reason = rewriteReason(action.column, context.schema)
    if (reason !== 'volatile default' && reason !== 'unknown default') return undefined
    const perhaps = reason === 'unknown default' ? ', unless its function is STABLE or IMMUTABLE' : ''
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while the table is rewritten with a default for each row${perhaps}`,
      why: 'a default that is computed once (a constant, now()) is stored in the catalogue and rewrites no row',
    }
  },
}
