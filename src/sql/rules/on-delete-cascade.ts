import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const onDeleteCascade: Rule = {
  proof: 'file',
  check: (action, context) => {
    const constraints =
      action.kind === 'add-constraint' ? [action.constraint] : action.kind === 'add-column' ? action.constraints : []
    const cascade = constraints.find(({ kind, onDelete }) => kind === 'foreign' && onDelete === 'cascade')
    if (cascade?.references === undefined || !('table' in action) || !isLive(context, cascade.references))
      return undefined
    return {
      message: `a DELETE of one row of ${cascade.references} now deletes rows of ${String(action.table)} without a word`,
      help: 'ON DELETE RESTRICT, and delete in the application what is meant to go',
    }
  },
}
