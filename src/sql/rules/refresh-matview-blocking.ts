import type { Rule } from '../rule.ts'

export const refreshMatviewBlocking: Rule = {
  proof: 'rewrite',
  check: (action, { schema, isNew }) => {
    if (action.kind !== 'refresh-matview' || action.concurrently || isNew(schema.views.get(action.name)?.origin))
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.name} while it is computed: its readers wait`,
      help: 'refresh materialized view concurrently …, which needs a unique index on it',
    }
  },
}
