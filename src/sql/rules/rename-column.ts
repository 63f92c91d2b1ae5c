import { isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hasViewNamed } from '../wording.ts'

export const renameColumn: Rule = {
  severity: 'error',
  condition: 'A column that old pods use is renamed.',
  effect: 'Their queries fail with 42703 from the commit on, and those of the new release fail until then.',
  workaround:
    'Add a column with the new name, sync both with a trigger, backfill it in batches, switch in one release, and drop the old column in a later one.',
  bad: 'alter table users rename column name to full_name;',
  good: 'alter table users rename to people;\nalter table people rename column name to full_name;\ncreate view users as select id, email, full_name as name, age, created_at from people;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'rename' || action.table === undefined) return undefined
    if (action.object !== 'column' && action.object !== 'view') return undefined
    if (!isLiveColumn(context, action.table, action.from)) return undefined
    // The table was renamed, and a view of its old name still has the column.
    if (hasViewNamed(context, action.table)) return undefined
    return {
      message: `old pods lose ${action.table}.${action.from}: their queries fail with 42703`,
      help: `add ${action.to}, sync both with a trigger, backfill it in batches, switch in one release, and drop ${action.from} in a later one`,
    }
  },
}
