import type { Rule } from '../rule.ts'
import { find, indexesOf } from '../schema/schema.ts'

export const refreshWithoutKey: Rule = {
  severity: 'error',
  condition: 'A materialized view without a unique index on plain columns is refreshed CONCURRENTLY.',
  effect: 'The statement fails with 55000.',
  workaround: 'Create a unique index on it first.',
  bad: 'refresh materialized view concurrently monthly;',
  good: 'refresh materialized view concurrently spent;',
  proof: 'file',
  check: (action, { schema }) => {
    if (action.kind !== 'refresh-matview' || !action.concurrently) return undefined
    if (find(schema.views, action.name) === undefined) return undefined
    const hasKey = indexesOf(schema, action.name).some(
      ({ unique, partial, columns }) => unique && !partial && !columns.includes(undefined),
    )
    if (hasKey) return undefined
    return {
      message: `fails with 55000: ${action.name} has no unique index on plain columns`,
      help: `run CREATE UNIQUE INDEX ON ${action.name} (…) first`,
    }
  },
}
