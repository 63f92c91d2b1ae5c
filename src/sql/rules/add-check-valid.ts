import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { notValidFix } from '../fixes.ts'

export const addCheckValid: Rule = {
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { kind, valid, enforced, name } = action.constraint
    if ((kind !== 'check' && kind !== 'not-null') || !valid || !enforced) return undefined
    const validate = `ALTER TABLE ${action.table} VALIDATE CONSTRAINT ${name ?? 'NAME'}`
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while every row is checked: nobody reads or writes meanwhile`,
      help: `add it NOT VALID, and in another migration ${validate}`,
      ...(kind === 'check' ? notValidFix(context) : {}),
    }
  },
}
