import { isLive } from '../context.ts'
import { concurrentlyFix } from '../fixes.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const createIndexBlocking: Rule = {
  severity: 'error',
  condition: 'An index is built without CONCURRENTLY on a table in use.',
  effect: 'SHARE on the table: all writes wait until the index is built. Reads go on.',
  workaround: 'Use CREATE INDEX CONCURRENTLY in a file of its own that runs outside a transaction.',
  bad: 'create index orders_note_idx on orders (note);',
  good: 'create index concurrently orders_note_idx on orders (note);',
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'create-index' || action.concurrently || !isLive(context, action.index.table)) return undefined
    const { table } = action.index
    // Only REFRESH writes to it.
    if (find(context.schema.views, table)?.materialized === true) return undefined
    // CONCURRENTLY is refused there, and ON ONLY builds nothing.
    if (find(context.schema.tables, table)?.partitioned === true) return undefined
    if (action.existing === 'skip' && action.index.name !== undefined && context.schema.indexes.has(action.index.name))
      return undefined
    return {
      message: `SHARE on ${table}: all writes wait until the index is built`,
      ...concurrentlyFix(context, 'index'),
    }
  },
}
