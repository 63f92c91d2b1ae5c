import type { Action } from '../action.ts'
import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const clusterVacuumFull: Rule = {
  severity: 'error',
  condition: 'CLUSTER or VACUUM FULL is run.',
  effect: 'The table is copied under ACCESS EXCLUSIVE: all reads and writes wait.',
  workaround:
    'Use a plain VACUUM, which keeps the space for later rows, or pg_repack, which returns it without the lock.',
  bad: 'vacuum full orders;',
  good: 'vacuum orders;',
  proof: 'rewrite',
  check: (action, context) => {
    const tables = rewritten(action)
    if (tables === undefined || (tables.length > 0 && tables.every((table) => !isLive(context, table))))
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${tables.join(', ') || 'every table'} while it is copied: all reads and writes wait`,
    }
  },
}

function rewritten(action: Action): readonly string[] | undefined {
  if (action.kind === 'cluster') return action.table === undefined ? [] : [action.table]
  return action.kind === 'vacuum' && action.full ? action.tables : undefined
}
