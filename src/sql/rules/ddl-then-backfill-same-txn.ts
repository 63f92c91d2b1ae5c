import { heldLock, isWholeTable } from '../context.ts'
import type { Rule } from '../rule.ts'

export const ddlThenBackfillSameTxn: Rule = {
  severity: 'error',
  condition: 'Many rows are written in a transaction that has taken a strong lock before.',
  effect: 'The lock of the ALTER is kept for as long as the rows take: an outage.',
  workaround: 'Two migrations; better a backfill in the spec, which runs beside the release, in batches.',
  bad: "alter table orders add column gift text;\nupdate orders set gift = 'no';",
  good: "alter table orders add column gift text not null default 'no';",
  proof: 'lock',
  check: (action, context) => {
    if (!isWholeTable(action, context)) return undefined
    const held = heldLock(context, 'SHARE ROW EXCLUSIVE')
    if (held === undefined || action.kind !== 'write') return undefined
    const { action: by } = held.by
    return {
      message: `${held.relation} stays locked for as long as the ${action.write.verb.toUpperCase()} takes`,
      related: { start: by.start, end: by.end, message: 'the lock, which lasts until the commit' },
      help: 'two migrations; better a backfill in the spec, which runs beside the release, in batches',
    }
  },
}
