import { administrators } from '../facts/roles.ts'
import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const grantAdministrator: Rule = {
  severity: 'error',
  condition:
    'A role is made a member of pg_execute_server_program, pg_read_server_files or pg_write_server_files, or of the administrator of a managed service.',
  effect:
    'Its members reach files and programs of the server, past every check of the database, and can make themselves superuser.',
  workaround: 'Grant the tables that the role needs. If it is meant: -- wavec:ignore sql/grant-administrator REASON.',
  bad: 'grant pg_execute_server_program to app;',
  good: 'grant select on orders to app;',
  proof: 'rights',
  check: (action) => {
    const found = reachesIn(action, 'membership').find(({ reach }) => administrators.has(reach.role))
    if (found === undefined) return undefined
    return {
      message: `members of ${found.reach.role} can make themselves superuser or administrator`,
      place: found.place,
    }
  },
}
