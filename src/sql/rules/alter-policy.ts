import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hidesNothing } from '../schema/schema.ts'

export const alterPolicy: Rule = {
  severity: 'warning',
  condition: 'The condition or the roles of a policy change on a table in use.',
  effect: 'Old pods read fewer or more rows, and an INSERT that it no longer allows fails with 42501.',
  workaround:
    'Create a policy with the new condition, and drop the old one once no release needs it: -- wavec:contract after=RELEASE.',
  bad: 'alter policy accounts_all on accounts using (owner = current_user);',
  good: '-- wavec:contract after=v2.3.0\nalter policy accounts_all on accounts using (owner = current_user);',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'alter-policy' || !isLive(context, action.table)) return undefined
    if (hidesNothing(context.schema, action.table)) return undefined
    return {
      message: `old pods read and write different rows of ${action.table} as soon as ${action.name} is altered`,
    }
  },
}
