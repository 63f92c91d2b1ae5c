import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hasViewNamed } from '../wording.ts'

export const renameColumn: Rule = {
  severity: 'error',
  condition: 'A column that pods of the release before use gets another name.',
  effect: 'Their queries fail with 42703 from the commit on, and those of the new release fail until it.',
  workaround:
    'Add a column of the new name and a trigger that keeps both in step, backfill, move over in one release, drop the old one in a later one.',
  bad: 'alter table users rename column name to full_name;',
  good: 'alter table users rename to people;\nalter table people rename column name to full_name;\ncreate view users as select id, email, full_name as name, age, created_at from people;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'rename' || action.table === undefined) return undefined
    if (action.object !== 'column' && action.object !== 'view') return undefined
    if (!isLiveColumn(context, action.table, action.from)) return undefined
    // The table was put aside and a view stands under its name: the view still has the old column.
    if (hasViewNamed(context, action.table)) return undefined
    return {
      message: `${action.table}.${action.from} is gone for the pods that still run: their queries fail with 42703`,
      help: `add ${action.to}, keep both in step with a trigger, move reads and writes over in a release, then drop ${action.from}`,
    }
  },
}
