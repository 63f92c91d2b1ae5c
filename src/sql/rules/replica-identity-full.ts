import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const replicaIdentityFull: Rule = {
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'replica-identity' || !action.full || !isLive(context, action.table)) return undefined
    return {
      message: `every UPDATE and DELETE of ${action.table} now writes the whole old row to the WAL`,
      help: 'a unique index on NOT NULL columns, and REPLICA IDENTITY USING INDEX',
    }
  },
}
