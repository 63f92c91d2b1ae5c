import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const roleAttribute: Rule = {
  severity: 'error',
  condition: 'A role is created or altered with SUPERUSER, CREATEROLE, REPLICATION or BYPASSRLS.',
  effect:
    'The role passes checks that hold for the application: all of them, those of row security, or those on other roles. A migrator that may do this is a superuser or close to it.',
  workaround: 'Create the role without it. If it is meant: -- wavec:ignore sql/role-attribute REASON.',
  bad: 'create role reporting superuser;',
  good: 'create role reporting login;',
  proof: 'rights',
  check: (action) => {
    const [found] = reachesIn(action, 'role-attribute')
    if (found === undefined) return undefined
    const { role, attributes } = found.reach
    return { message: `${role} gets ${attributes.join(' and ')}, which no application needs`, place: found.place }
  },
}
