import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropColumn: Rule = {
  severity: 'error',
  condition: 'A column is dropped that pods of the release before may use.',
  effect: 'Their SELECTs and INSERTs that name it fail with 42703, and its values are gone. The lock itself is short.',
  workaround:
    'Stop using it in one release; drop it in a later one, when no old pod is left. Then say so: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders drop column note;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders drop column note;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'drop-column' || !isLiveColumn(context, action.table, action.column)) return undefined
    return {
      message: `${action.table}.${action.column} is gone for the pods that still run: their queries fail with 42703`,
      why: 'and its values can not be brought back by a rollback',
      help: 'stop using it, let that release replace every pod, then drop it with -- wavec:contract after=RELEASE',
    }
  },
}
