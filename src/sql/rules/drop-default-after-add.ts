import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { columnOf, type Column } from '../schema/schema.ts'

export const dropDefaultAfterAdd: Rule = {
  severity: 'error',
  condition: 'The default of a NOT NULL column is dropped.',
  effect: 'INSERTs by old pods omit the column and fail with 23502.',
  workaround:
    'Keep the default until a release that writes the column has replaced every pod: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders alter column status drop default;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders alter column status drop default;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-default' && action.kind !== 'drop-identity') return undefined
    if (!isLive(context, action.table)) return undefined
    const column = columnOf(context.schema, action.table, action.column)
    if (action.kind === 'drop-default' && (column?.notNull !== true || !hasValue(column))) return undefined
    return {
      message: `INSERTs by old pods omit ${action.column}: without its default they fail with 23502`,
    }
  },
}

function hasValue(column: Column): boolean {
  return column.default !== undefined || column.identity
}
