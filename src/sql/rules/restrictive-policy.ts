import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hidesNothing } from '../schema/schema.ts'

export const restrictivePolicy: Rule = {
  severity: 'error',
  condition: 'A restrictive policy is created on a table in use that has row-level security.',
  effect: 'Old pods no longer read the rows that it hides, and an INSERT that it forbids fails with 42501.',
  workaround:
    'Ship a release that complies with it, and create it once no old pod is left: -- wavec:contract after=RELEASE.',
  bad: 'create policy accounts_own on accounts as restrictive using (owner = current_user);',
  good: '-- wavec:contract after=v2.3.0\ncreate policy accounts_own on accounts as restrictive using (owner = current_user);',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'create-policy' || !action.policy.restrictive || !isLive(context, action.table))
      return undefined
    if (hidesNothing(context.schema, action.table)) return undefined
    return {
      message: `${action.name} hides rows of ${action.table} from old pods, even if other policies allow them`,
    }
  },
}
