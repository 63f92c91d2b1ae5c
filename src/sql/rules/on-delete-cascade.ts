import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const onDeleteCascade: Rule = {
  severity: 'note',
  condition: 'A foreign key has ON DELETE CASCADE.',
  effect: 'A DELETE of one row silently deletes rows of another table.',
  workaround: 'Use ON DELETE RESTRICT, and delete the dependent rows in the application.',
  bad: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id) on delete cascade not valid;',
  good: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id) not valid;',
  proof: 'file',
  check: (action, context) => {
    const constraints =
      action.kind === 'add-constraint' ? [action.constraint] : action.kind === 'add-column' ? action.constraints : []
    const cascade = constraints.find(({ kind, onDelete }) => kind === 'foreign' && onDelete === 'cascade')
    if (cascade?.references === undefined || !('table' in action) || !isLive(context, cascade.references))
      return undefined
    return {
      message: `a DELETE of one row of ${cascade.references} now silently deletes rows of ${String(action.table)}`,
    }
  },
}
