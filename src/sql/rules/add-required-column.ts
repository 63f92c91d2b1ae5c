import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const addRequiredColumn: Rule = {
  severity: 'error',
  condition: 'A NOT NULL column without a default is added.',
  effect: 'It fails with 23502 where the table has a row. Where it has none, INSERTs of pods that still run fail.',
  workaround:
    'Give it a constant DEFAULT, which touches no row (PostgreSQL 11 and later), or leave NOT NULL to a later release.',
  bad: 'alter table orders add column source text not null;',
  good: "alter table orders add column source text not null default 'web';",
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'add-column' || !isLive(context, action.table)) return undefined
    const { column, table } = action
    const isFilled = column.default !== undefined || column.identity || column.generated !== undefined
    if (!column.notNull || isFilled) return undefined
    return {
      message: `it fails with 23502 if ${table} has a row, and INSERTs of pods that still run fail with it afterwards`,
      why: 'there is no value for the rows that are there, and old code does not know the column',
      help: 'give it a constant DEFAULT, which touches no row, or leave NOT NULL to a later release',
    }
  },
}
