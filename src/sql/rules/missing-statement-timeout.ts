import { isLive, settingAt } from '../context.ts'
import type { Rule } from '../rule.ts'

export const missingStatementTimeout: Rule = {
  proof: 'file',
  once: true,
  check: (_, context) => {
    const slow = context.facts.work.find(
      ({ relation, mode }) => mode !== 'SHARE UPDATE EXCLUSIVE' && isLive(context, relation),
    )
    if (slow === undefined || context.limits === 'set' || settingAt(context, 'statement_timeout') !== undefined)
      return undefined
    return {
      message: `nothing bounds how long ${slow.relation} stays locked`,
      why: 'said once, at the first such statement; a setting of the role or of the connection is not seen here',
      help: "SET statement_timeout = '5min' for everything but CONCURRENTLY, VALIDATE and backfills",
    }
  },
}
