import { isLive, isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { indexesOf } from '../schema/schema.ts'

export const keyBindsOldWriters: Rule = {
  severity: 'note',
  condition: 'A foreign key, or a unique index, is added to columns that pods of the release before write.',
  effect:
    'It judges their writes, too: 23503, or 23505. The rows that are there show whether they comply; a foreign key NOT VALID does not even look.',
  workaround: 'Make sure that they comply, and say since when: -- wavec:contract after=RELEASE.',
  bad: 'create unique index concurrently coupons_code_key on coupons (code);',
  good: 'create index concurrently coupons_code_idx on coupons (code);',
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'add-constraint') {
      const { kind, enforced, usingIndex, columns, references = '' } = action.constraint
      const isLiveKey =
        isLive(context, action.table) && columns.some((column) => isLiveColumn(context, action.table, column))
      if (!isLiveKey || !enforced || usingIndex !== undefined) return undefined
      if (kind !== 'foreign') return undefined
      return {
        message: `pods that still run may no longer write a ${columns.join(', ')} that ${references} lacks, or delete what is referred to (23503)`,
        help: 'make sure that they do neither, and say since when: -- wavec:contract after=RELEASE',
      }
    }
    if (action.kind !== 'create-index' || !action.index.unique || !isLive(context, action.index.table)) return undefined
    const { table, columns } = action.index
    const isKnown = indexesOf(context.schema, table).some(
      (index) => index.unique && !index.partial && index.columns.every((column) => columns.includes(column)),
    )
    if (isKnown) return undefined
    return {
      message: `pods that still run may no longer write a second row with the same key to ${table} (23505)`,
      help: 'make sure that they do not, and say since when: -- wavec:contract after=RELEASE',
    }
  },
}
