import type { Action } from '../action.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const truncateOrDeleteAll: Rule = {
  severity: 'error',
  condition: 'TRUNCATE, or a DELETE without a condition, runs on a table in use.',
  effect: 'Every row is lost. TRUNCATE also takes ACCESS EXCLUSIVE.',
  workaround:
    'Delete the rows by key, in batches. If no release needs them, say so: -- wavec:ignore sql/truncate-or-delete-all REASON.',
  bad: 'truncate shipments;',
  good: 'delete from shipments where id = 7;',
  proof: 'file',
  check: (action, context) => {
    const tables = emptied(action).filter((table) => isLive(context, table))
    if (tables.length === 0) return undefined
    return {
      message: `every row of ${tables.join(', ')} is lost, and a rollback can't restore it`,
    }
  },
}

function emptied(action: Action): readonly string[] {
  if (action.kind === 'truncate') return action.tables
  const isAll = action.kind === 'write' && action.write.verb === 'delete' && action.write.where === undefined
  return isAll ? [action.write.table] : []
}
