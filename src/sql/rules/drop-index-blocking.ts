import { hasLockTimeout, isLive } from '../context.ts'
import { concurrentlyFix } from '../fixes.ts'
import type { Rule } from '../rule.ts'
import { find } from '../schema/schema.ts'

export const dropIndexBlocking: Rule = {
  severity: 'note',
  condition: 'An index is dropped without CONCURRENTLY and without a lock_timeout.',
  effect:
    'ACCESS EXCLUSIVE on the table. The lock is short, but it waits for every running transaction, and every later query waits for it.',
  workaround:
    'Use DROP INDEX CONCURRENTLY in a file of its own that runs outside a transaction, or set a lock_timeout.',
  bad: 'drop index orders_code_idx;',
  good: 'drop index concurrently orders_code_idx;',
  proof: 'lock',
  check: (action, context) => {
    if (action.kind !== 'drop' || action.object !== 'index' || action.concurrently || hasLockTimeout(context))
      return undefined
    const tables = action.names.flatMap((name) => find(context.schema.indexes, name)?.table ?? [])
    if (tables.length > 0 && tables.every((table) => !isLive(context, table))) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${tables[0] ?? 'its table'}: short, but it waits for every running transaction, and every later query waits for it`,
      ...concurrentlyFix(context, 'index'),
    }
  },
}
