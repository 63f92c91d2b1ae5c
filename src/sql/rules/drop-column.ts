import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropColumn: Rule = {
  severity: 'error',
  condition: 'A column that old pods may use is dropped.',
  effect: 'Queries that name it fail with 42703, and its values are lost. The lock itself is short.',
  workaround:
    'Stop using it in one release, and drop it in a later one, once no old pod is left: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders drop column note;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders drop column note;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-column' || !isLiveColumn(context, action.table, action.column)) return undefined
    return {
      message: `old pods lose ${action.table}.${action.column}: their queries fail with 42703`,
      why: "a rollback can't restore its values",
    }
  },
}
