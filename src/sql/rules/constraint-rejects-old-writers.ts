import { isLive } from '../context.ts'
import { columnsLeftNull, pointsToNothing } from '../old-writers.ts'
import type { Rule } from '../rule.ts'

export const constraintRejectsOldWriters: Rule = {
  severity: 'warning',
  condition: 'NOT NULL, or a CHECK of it, is added NOT VALID to a column without a default.',
  effect: 'It applies to new rows at once: INSERTs by old pods that omit the column fail with 23514 or 23502.',
  workaround: 'Ship writers that comply, and add it once no other writer is left: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders add constraint orders_note_set check (note is not null) not valid;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_note_set check (note is not null) not valid;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { table, constraint } = action
    const { kind, valid, enforced } = constraint
    // Every row that old code wrote has passed a constraint that is added as valid.
    if (valid || !enforced) return undefined
    if (pointsToNothing(table, constraint, context))
      return {
        message: `from now on ${table} refuses every row whose ${constraint.columns.join(', ')} is not in ${constraint.references ?? ''}, which is empty (23503)`,
        help: `fill it from the existing rows first, and make every writer of ${table} write to it too`,
      }
    if (kind !== 'check' && kind !== 'not-null') return undefined
    const left = columnsLeftNull(table, constraint, context)
    if (left.length === 0) return undefined
    return {
      message: `from now on ${table} refuses NULL in ${left.join(', ')}, also from old pods (${kind === 'check' ? '23514' : '23502'})`,
      why: 'NOT VALID spares existing rows, not new ones, and no default fills the column',
    }
  },
}
