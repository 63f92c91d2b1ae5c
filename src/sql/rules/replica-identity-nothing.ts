import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const replicaIdentityNothing: Rule = {
  severity: 'warning',
  condition: 'REPLICA IDENTITY NOTHING is set on a table in use.',
  effect: 'If the table is published, every UPDATE and DELETE on it fails with 55000.',
  workaround: 'Keep REPLICA IDENTITY DEFAULT, or drop the table from its publications first.',
  bad: 'alter table orders replica identity nothing;',
  good: 'alter table orders replica identity default;',
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'replica-identity' || action.to !== 'nothing' || !isLive(context, action.table))
      return undefined
    return {
      message: `UPDATE and DELETE on ${action.table} fail with 55000 if a publication contains it`,
    }
  },
}
