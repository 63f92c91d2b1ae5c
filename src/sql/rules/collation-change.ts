import { isLiveColumn } from '../context.ts'
import { workOf } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const collationChange: Rule = {
  severity: 'error',
  condition: 'The collation of an indexed column changes.',
  effect: 'Its indexes are rebuilt under ACCESS EXCLUSIVE. The rows are not rewritten.',
  workaround: 'Build an index in the new collation CONCURRENTLY, and name the collation in queries.',
  bad: 'alter table users alter column email type text collate "C";',
  good: 'create index concurrently users_email_c_idx on users (email collate "C");',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'alter-type' || !isLiveColumn(context, action.table, action.column)) return undefined
    if (action.collation === undefined) return undefined
    const builds = workOf(action, context.schema, context.server).some(({ kind }) => kind === 'index build')
    if (!builds) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every index of ${action.column} is rebuilt in the new collation`,
    }
  },
}
