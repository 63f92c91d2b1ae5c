import type { Action } from '../action.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const truncateOrDeleteAll: Rule = {
  severity: 'error',
  condition: 'TRUNCATE, or DELETE without a condition, on a table that is in use.',
  effect: 'Every row is gone. TRUNCATE takes ACCESS EXCLUSIVE, too.',
  workaround: 'Delete what is meant to go by its key, in batches.',
  bad: 'truncate shipments;',
  good: 'delete from shipments where id = 7;',
  proof: 'file',
  check: (action, context) => {
    const tables = emptied(action).filter((table) => isLive(context, table))
    if (tables.length === 0) return undefined
    return {
      message: `every row of ${tables.join(', ')} is gone, and can not be brought back by a rollback`,
      help: 'delete what is meant to go by its key, in batches; or say why nobody misses it: -- wavec:ignore sql/truncate-or-delete-all REASON',
    }
  },
}

function emptied(action: Action): readonly string[] {
  if (action.kind === 'truncate') return action.tables
  const isAll = action.kind === 'write' && action.write.verb === 'delete' && action.write.where === undefined
  return isAll ? [action.write.table] : []
}
