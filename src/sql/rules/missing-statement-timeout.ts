import { isLive, settingAt } from '../context.ts'
import type { Rule } from '../rule.ts'

export const missingStatementTimeout: Rule = {
  severity: 'note',
  condition:
    'A statement whose time grows with the table holds a lock, and nothing limits it. Reported once per project, and not where wavec sets statement_timeout.',
  effect: 'A statement that takes far longer than planned holds its lock until an operator cancels it.',
  workaround: "SET statement_timeout = '5min' for everything but CONCURRENTLY, VALIDATE and backfills.",
  bad: '-- wavec:ignore sql/create-index-blocking orders is small in every database\ncreate index orders_note_idx on orders (note);',
  good: "set local lock_timeout = '2s';\nset local statement_timeout = '5min';\nalter table orders add column gift text;",
  proof: 'file',
  once: true,
  check: (_, context) => {
    const slow = context.facts.work.find(
      ({ relation, mode }) => mode !== 'SHARE UPDATE EXCLUSIVE' && isLive(context, relation),
    )
    if (slow === undefined || context.limits === 'set' || settingAt(context, 'statement_timeout') !== undefined)
      return undefined
    return {
      message: `nothing limits how long ${slow.relation} stays locked`,
      why: 'reported once, at the first such statement (settings of the role or of the connection are not visible here)',
    }
  },
}
