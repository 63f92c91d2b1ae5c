import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnInlineFk: Rule = {
  severity: 'error',
  condition: 'A column with a default is added together with a foreign key.',
  effect:
    'Every row is looked up in the other table under ACCESS EXCLUSIVE. Without a default there is nothing to look up.',
  workaround: 'Add the column; add the foreign key as NOT VALID; validate it in another migration.',
  bad: 'alter table coupons add column gifted_by bigint default 1 references users (id);',
  good: 'alter table coupons add column gifted_by bigint references users (id);',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table) || action.column.default === undefined)
      return undefined
    const key = action.constraints.find(({ kind, enforced }) => kind === 'foreign' && enforced)
    if (key === undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row's default is looked up in ${key.references ?? 'the other table'}`,
      help: 'add the column without the default, then the foreign key as NOT VALID, and validate it in another migration',
    }
  },
}
