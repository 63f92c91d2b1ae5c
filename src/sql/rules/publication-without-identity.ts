import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hasNoIdentity } from '../schema/schema.ts'

export const publicationWithoutIdentity: Rule = {
  severity: 'error',
  condition: 'A table without a primary key or another replica identity is published.',
  effect: 'UPDATE and DELETE on it fail with 55000 from then on, even without a subscriber.',
  workaround: 'Set a replica identity first: REPLICA IDENTITY USING INDEX with a unique index on NOT NULL columns.',
  bad: 'create publication sales for table seats;',
  good: 'alter table seats replica identity using index seats_flight_seat_idx;\ncreate publication sales for table seats;',
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'publish') return undefined
    const names = action.tables === 'all' ? [...context.schema.tables.keys()] : action.tables
    const bare = names.filter((name) => isLive(context, name) && hasNoIdentity(context.schema, name))
    if (bare.length === 0) return undefined
    return {
      message: `UPDATE and DELETE on ${bare.join(', ')} fail with 55000 from now on: no primary key identifies its rows`,
      help: `first run ALTER TABLE ${bare[0] ?? ''} REPLICA IDENTITY USING INDEX … with a unique index on NOT NULL columns, or publish only its inserts`,
    }
  },
}
