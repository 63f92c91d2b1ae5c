import { isLive } from '../context.ts'
import { columnsLeftNull, pointsToNothing } from '../old-writers.ts'
import type { Rule } from '../rule.ts'

export const constraintRejectsOldWriters: Rule = {
  severity: 'warning',
  condition: 'NOT NULL, or a CHECK of it, is added NOT VALID to a column that no default fills.',
  effect: 'It judges new rows at once: INSERTs of pods that leave the column out are refused with 23514 or 23502.',
  workaround:
    'Ship writers that comply first. When no other is left, add it and say since when: -- wavec:contract after=RELEASE.',
  bad: 'alter table orders add constraint orders_note_set check (note is not null) not valid;',
  good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_note_set check (note is not null) not valid;',
  proof: 'old query',
  contract: true,
  check: (action, context) => {
    if (action.kind !== 'add-constraint' || !isLive(context, action.table)) return undefined
    const { table, constraint } = action
    const { kind, valid, enforced } = constraint
    // What is added as valid has every row that old code has written as its witness.
    if (valid || !enforced) return undefined
    if (pointsToNothing(table, constraint, context))
      return {
        message: `from here on ${table} refuses every row whose ${constraint.columns.join(', ')} is not in ${constraint.references ?? ''}, which is empty (23503)`,
        help: 'fill it first, from the rows that are there, and let every writer of the one write to the other',
      }
    if (kind !== 'check' && kind !== 'not-null') return undefined
    const left = columnsLeftNull(table, constraint, context)
    if (left.length === 0) return undefined
    return {
      message: `from here on ${table} refuses NULL in ${left.join(', ')}, from pods that still run too (${kind === 'check' ? '23514' : '23502'})`,
      why: 'NOT VALID spares the rows that are there, not the ones that are written, and no default fills the column',
      help: 'add it when every writer complies, and say since when: -- wavec:contract after=RELEASE',
    }
  },
}
