import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addRequiredColumn: Rule = {
  severity: 'error',
  condition: 'A NOT NULL column without a default is added.',
  effect: 'The statement fails with 23502 if the table has a row. On an empty table, INSERTs by old pods fail.',
  workaround:
    'Give it a constant DEFAULT, which rewrites nothing (PostgreSQL 11 and later), or add NOT NULL in a later release.',
  bad: 'alter table orders add column source text not null;',
  good: "alter table orders add column source text not null default 'web';",
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    const { column, table } = action
    const isFilled = column.default !== undefined || column.identity || column.generated !== undefined
    if (!column.notNull || isFilled) return undefined
    return {
      message: `fails with 23502 if ${table} has a row, and INSERTs by old pods fail with it afterwards`,
      why: 'existing rows have no value for the column, and old code does not know it',
    }
  },
}
