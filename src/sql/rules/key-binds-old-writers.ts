import { isLive, isLiveColumn } from '../context.ts'
import type { Rule } from '../rule.ts'
import { indexesOf } from '../schema/schema.ts'

export const keyBindsOldWriters: Rule = {
  severity: 'note',
  condition: 'A foreign key or a unique index is added to columns that old pods write.',
  effect:
    'It applies to their writes too, which can fail with 23503 or 23505. Existing rows show whether they comply, but a NOT VALID foreign key does not check them.',
  workaround: 'Make sure that old pods comply, and declare since which release: -- wavec:contract after=RELEASE.',
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
        message: `old pods may no longer write a ${columns.join(', ')} that ${references} lacks, or delete a referenced row (23503)`,
      }
    }
    if (action.kind !== 'create-index' || !action.index.unique || !isLive(context, action.index.table)) return undefined
    const { table, columns } = action.index
    const isKnown = indexesOf(context.schema, table).some(
      (index) => index.unique && !index.partial && index.columns.every((column) => columns.includes(column)),
    )
    if (isKnown) return undefined
    return {
      message: `old pods may no longer write a duplicate key to ${table} (23505)`,
    }
  },
}
