import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropNotNull: Rule = {
  severity: 'note',
  condition: 'NOT NULL is dropped from a column that old pods read.',
  effect: 'Old pods read NULL as soon as the new release writes one.',
  workaround: 'Ship readers that expect NULL before any writer of it: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders alter column total drop not null;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders alter column total drop not null;',
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-not-null' || !isLiveColumn(context, action.table, action.column)) return undefined
    return {
      message: `old pods read NULL from ${action.table}.${action.column} as soon as the new release writes one`,
    }
  },
}
