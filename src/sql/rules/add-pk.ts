import { isLive } from '../context.ts'
import { constraintWork } from '../facts/work.ts'
import type { Rule } from '../rule.ts'

export const addPk: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || action.constraint.kind !== 'primary' || !isLive(context, action.table))
      return undefined
    const [work] = constraintWork(action.table, action.constraint, context.schema)
    if (work === undefined) return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while ${work.kind === 'scan' ? 'every row is read for NULL' : 'its index is built'}: nobody reads or writes meanwhile`,
      help: 'make the columns NOT NULL first, through a validated CHECK; CREATE UNIQUE INDEX CONCURRENTLY; then ADD PRIMARY KEY USING INDEX',
    }
  },
}
