import { heldLock, isWholeTable } from '../context.ts'
import type { Rule } from '../rule.ts'
import { batchesBy } from '../wording.ts'

export const ddlThenBackfillSameTxn: Rule = {
  severity: 'error',
  condition: 'Many rows are written in a transaction that already holds a strong lock.',
  effect: 'The lock of the ALTER lasts until every row is written: an outage.',
  workaround: 'Write the rows in a migration of their own, in batches: npx wavec explain sql/unbatched-dml.',
  bad: "alter table orders add column gift text;\nupdate orders set gift = 'no';",
  good: "alter table orders add column gift text not null default 'no';",
  proof: 'lock',
  check: (action, context) => {
    if (!isWholeTable(action, context)) return undefined
    const held = heldLock(context, 'SHARE ROW EXCLUSIVE')
    if (held === undefined || action.kind !== 'write') return undefined
    const { action: by } = held.by
    return {
      message: `${held.relation} stays locked until the ${action.write.verb.toUpperCase()} is done`,
      related: { start: by.start, end: by.end, message: 'the lock, which lasts until commit' },
      help: `put it in a migration of its own: ${batchesBy(context.tool)}`,
    }
  },
}
