import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hasNoIdentity } from '../schema/schema.ts'

export const publicationWithoutIdentity: Rule = {
  severity: 'error',
  condition: 'A table without a primary key or another replica identity is published.',
  effect:
    'UPDATE and DELETE of it fail with 55000, from the moment that it is published, whether anybody subscribes or not.',
  workaround: 'Give it a replica identity first: REPLICA IDENTITY USING INDEX of a unique index on NOT NULL columns.',
  bad: 'create publication sales for table seats;',
  good: 'alter table seats replica identity using index seats_flight_seat_idx;\ncreate publication sales for table seats;',
  proof: 'old query',
  check: (action, context) => {
    if (action.kind !== 'publish') return undefined
    const names = action.tables === 'all' ? [...context.schema.tables.keys()] : action.tables
    const bare = names.filter((name) => isLive(context, name) && hasNoIdentity(context.schema, name))
    if (bare.length === 0) return undefined
    return {
      message: `UPDATE and DELETE of ${bare.join(', ')} fail with 55000 from here on: it has no primary key by which a row could be named`,
      help: `ALTER TABLE ${bare[0] ?? ''} REPLICA IDENTITY USING INDEX … first, a unique one on NOT NULL columns; or publish its inserts alone`,
    }
  },
}
