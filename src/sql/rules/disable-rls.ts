import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const disableRls: Rule = {
  severity: 'warning',
  condition: 'Row-level security is disabled.',
  effect: 'Every role that may read the table sees all of its rows.',
  workaround:
    'Replace the policies instead. If nothing in the table is private, say so: -- wavec:ignore sql/disable-rls REASON.',
  bad: 'alter table accounts disable row level security;',
  good: 'create policy accounts_own on accounts using (owner = current_user);',
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'row-security' || !isLive(context, action.table)) return undefined
    if (action.state !== 'disable' && action.state !== 'no-force') return undefined
    return {
      message: `every role that may read ${action.table} now sees all of its rows`,
    }
  },
}
