import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropNotNull: Rule = {
  severity: 'note',
  condition: 'NOT NULL is taken from a column that pods of the release before read.',
  effect: 'Once somebody writes NULL, they read it.',
  workaround: 'Ship readers that expect NULL before any writer of it.',
  bad: 'alter table orders alter column total drop not null;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders alter column total drop not null;',
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-not-null' || !isLiveColumn(context, action.table, action.column)) return undefined
    return {
      message: `once somebody writes NULL into ${action.table}.${action.column}, pods that still run read it`,
      help: 'ship readers that expect NULL first, and only then a writer of it',
    }
  },
}
