import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addExclusion: Rule = {
  severity: 'error',
  condition: 'An exclusion constraint is added to a table in use.',
  effect: 'Its index is built under ACCESS EXCLUSIVE. It accepts neither NOT VALID nor an existing index.',
  workaround: 'Put it on a new table, write to both and switch, or plan for the outage.',
  bad: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_starts_once exclude (starts_at with =) where (starts_at > 1000000);',
  good: 'create table bookings (slot integer not null, exclude (slot with =));',
  proof: 'scan',
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || action.constraint.kind !== 'exclude' || !isLive(context, action.table))
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.table} while its index is built: all reads and writes wait`,
      why: 'an exclusion constraint accepts neither NOT VALID nor an existing index',
    }
  },
}
