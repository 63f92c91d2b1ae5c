import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const disableRls: Rule = {
  severity: 'warning',
  condition: 'Row level security is switched off.',
  effect: 'Every row is shown to whoever may read the table.',
  workaround: 'Replace the policies instead.',
  bad: 'alter table accounts disable row level security;',
  good: 'create policy accounts_own on accounts using (owner = current_user);',
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'row-security' || !isLive(context, action.table)) return undefined
    if (action.state !== 'disable' && action.state !== 'no-force') return undefined
    return {
      message: `every row of ${action.table} is shown to whoever may read the table`,
      help: 'replace the policies instead, or say why nothing in it is private: -- wavec:ignore sql/disable-rls REASON',
    }
  },
}
