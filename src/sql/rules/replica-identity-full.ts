import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const replicaIdentityFull: Rule = {
  severity: 'warning',
  condition: 'A table gets REPLICA IDENTITY FULL.',
  effect: 'Every UPDATE and DELETE writes the whole old row to the WAL, and subscribers have to search for it.',
  workaround: 'Create a unique index on NOT NULL columns, and use REPLICA IDENTITY USING INDEX.',
  bad: 'alter table coupons replica identity full;',
  good: 'alter table seats replica identity using index seats_flight_seat_idx;',
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'replica-identity' || action.to !== 'full' || !isLive(context, action.table)) return undefined
    return {
      message: `every UPDATE and DELETE on ${action.table} now writes the whole old row to the WAL`,
    }
  },
}
