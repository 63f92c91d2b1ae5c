import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addExclusion: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || action.constraint.kind !== 'exclude' || !isLive(context, action.table))
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while its index is built: nobody reads or writes meanwhile`,
      why: 'an exclusion constraint takes neither NOT VALID nor an index that is there',
      help: 'put it on a new table, write to both, and switch; or take the outage knowingly',
    }
  },
}
