import type { Action } from '../action.ts'
import { heldLock, isLive, readsWhole, type Context } from '../context.ts'
import type { Rule } from '../rule.ts'

export const statementAfterAccessExclusive: Rule = {
  severity: 'warning',
  condition: 'A slow statement follows one that took ACCESS EXCLUSIVE in the same transaction.',
  effect: 'The lock lasts until commit: all reads of the table wait until both are done.',
  workaround: 'Put it in a migration of its own.',
  bad: 'alter table users add column nickname text;\ncreate table spent_2025 as select user_id, sum(total) from orders group by user_id;',
  good: 'alter table users add column nickname text;',
  proof: 'lock',
  check: (action, context) => {
    if (!isSlow(action, context)) return undefined
    const held = heldLock(context, 'ACCESS EXCLUSIVE')
    if (held === undefined) return undefined
    const { action: by } = held.by
    return {
      message: `all reads of ${held.relation} wait until this commits, because the transaction still holds ACCESS EXCLUSIVE on it`,
      related: { start: by.start, end: by.end, message: 'the lock, which lasts until commit' },
    }
  },
}

/** Slow, and not covered by another rule. */
function isSlow(action: Action, context: Context): boolean {
  if (action.kind === 'create-table') return action.query !== undefined
  if (action.kind === 'refresh-matview' || action.kind === 'cluster') return true
  if (action.kind === 'write')
    return action.write.rows === 'searched' && action.write.verb === 'insert' && !action.write.bounded
  if (action.kind === 'create-view') return action.materialized
  if (action.kind === 'query') return isSlowQuery(action, context)
  if (action.kind !== 'create-index' || context.facts.work.length === 0) return false
  const { table } = action.index
  return isLive(context, table) || isFilled(table, context)
}

function isSlowQuery(query: Action & { readonly kind: 'query' }, context: Context): boolean {
  // An index has its largest value at hand.
  const isLargest = query.calls.some(({ name }) => /^(?:max|min|setval)$/.test(name))
  return !query.locking && !isLargest && readsWhole(query, context)
}

/** By the file itself. Otherwise a new table is empty. */
function isFilled(table: string, { file }: Context): boolean {
  return file.actions.some(({ action }) => {
    if (action.kind === 'create-table') return action.query !== undefined && action.table === table
    if (action.kind !== 'write' || action.write.table !== table) return false
    return action.write.rows === 'searched' || action.write.verb === 'copy'
  })
}
