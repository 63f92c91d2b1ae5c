import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addColumnInlineFk: Rule = {
  severity: 'error',
  condition: 'A column with a default is added together with a foreign key.',
  effect:
    'Each row is looked up in the referenced table under ACCESS EXCLUSIVE. Without a default there is nothing to look up.',
  workaround:
    'Add the column without the default, then the foreign key as NOT VALID, and validate it in a later migration.',
  bad: 'alter table coupons add column gifted_by bigint default 1 references users (id);',
  good: 'alter table coupons add column gifted_by bigint references users (id);',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table) || action.column.default === undefined)
      return undefined
    const key = action.constraints.find(({ kind, enforced }) => kind === 'foreign' && enforced)
    if (key === undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while the default of every row is looked up in ${key.references ?? 'the referenced table'}`,
    }
  },
}
