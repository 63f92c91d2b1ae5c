import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { notValidFix } from '../fixes.ts'

export const addFkValid: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { kind, valid, enforced, name, references = '' } = action.constraint
    if (kind !== 'foreign' || !valid || !enforced) return undefined
    return {
      message: `SHARE ROW EXCLUSIVE on ${action.table} and ${references} while every row is checked: every write to either waits`,
      help: `add it NOT VALID, and in another migration ALTER TABLE ${action.table} VALIDATE CONSTRAINT ${name ?? 'NAME'}`,
      ...notValidFix(context),
    }
  },
}
