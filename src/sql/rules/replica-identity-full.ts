import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const replicaIdentityFull: Rule = {
  severity: 'warning',
  condition: 'REPLICA IDENTITY FULL.',
  effect: 'Every UPDATE and DELETE writes the whole old row to the WAL, and subscribers search for it.',
  workaround: 'A unique index on NOT NULL columns, and REPLICA IDENTITY USING INDEX.',
  bad: 'alter table coupons replica identity full;',
  good: 'alter table seats replica identity using index seats_flight_seat_idx;',
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'replica-identity' || action.to !== 'full' || !isLive(context, action.table)) return undefined
    return {
      message: `every UPDATE and DELETE of ${action.table} now writes the whole old row to the WAL`,
      help: 'a unique index on NOT NULL columns, and REPLICA IDENTITY USING INDEX',
    }
  },
}
