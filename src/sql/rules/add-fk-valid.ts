import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { notValidFix } from '../fixes.ts'

export const addFkValid: Rule = {
  severity: 'error',
  condition: 'A foreign key is added without NOT VALID to a table in use.',
  effect: 'Every row is looked up while SHARE ROW EXCLUSIVE stops writes to both tables.',
  workaround: 'Add it NOT VALID and VALIDATE it in a later migration.',
  bad: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id);',
  good: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id) not valid;',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { kind, valid, enforced, name, references = '' } = action.constraint
    if (kind !== 'foreign' || !valid || !enforced) return undefined
    return {
      message: `SHARE ROW EXCLUSIVE on ${action.table} and ${references} while every row is checked: writes to either wait`,
      help: `add it NOT VALID, then in another migration: ALTER TABLE ${action.table} VALIDATE CONSTRAINT ${name ?? 'NAME'}`,
      ...notValidFix(context),
    }
  },
}
