import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { hasNoIdentity } from '../schema/schema.ts'

export const publicationWithoutIdentity: Rule = {
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
