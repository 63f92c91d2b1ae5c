import { isWide } from '../facts/roles.ts'
import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const grantPredefinedRole: Rule = {
  severity: 'warning',
  condition:
    'A role is made a member of a role of PostgreSQL that reaches every table or session, e.g. pg_read_all_data.',
  effect:
    'Its members read or write every schema of the database, those of other applications included, or end and hold back the sessions of others.',
  workaround:
    'Grant the tables or schemas that the role needs. If it is meant: -- wavec:ignore sql/grant-predefined-role REASON.',
  bad: 'grant pg_read_all_data to app;',
  good: 'grant select on orders to app;',
  proof: 'rights',
  check: (action) => {
    const found = reachesIn(action, 'membership').find(({ reach: { role } }) => isWide(role))
    if (found === undefined) return undefined
    return {
      message: `members of ${found.reach.role} reach more than the tables of this application`,
      place: found.place,
    }
  },
}
