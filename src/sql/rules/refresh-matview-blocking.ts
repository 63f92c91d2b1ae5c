import type { Rule } from '../rule.ts'

export const refreshMatviewBlocking: Rule = {
  severity: 'error',
  condition: 'A materialized view is refreshed without CONCURRENTLY.',
  effect: 'ACCESS EXCLUSIVE on it while it is computed: all readers wait.',
  workaround: 'Use REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on it.',
  bad: 'refresh materialized view spent;',
  good: 'refresh materialized view concurrently spent;',
  proof: 'rewrite',
  check: (action, { schema, isNew }) => {
    if (action.kind !== 'refresh-matview' || action.concurrently || isNew(schema.views.get(action.name)?.origin))
      return undefined
    return {
      message: `ACCESS EXCLUSIVE on ${action.name} while it is computed: all readers wait`,
    }
  },
}
