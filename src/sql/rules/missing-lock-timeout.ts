import { hasLockTimeout, isLive } from '../context.ts'
import type { Rule } from '../rule.ts'
import { isAtLeast } from '../server.ts'

export const missingLockTimeout: Rule = {
  severity: 'warning',
  condition:
    'A statement takes a strong lock, and nothing limits how long it waits for it. Reported once per project, and not where wavec sets lock_timeout (tools sql and flyway).',
  effect: 'It waits for the oldest transaction, and every later query of the table waits for it.',
  workaround: "ALTER ROLE migrator SET lock_timeout = '2s', or SET it in each file, and retry after a timeout.",
  bad: 'alter table orders add column gift text;',
  good: "set local lock_timeout = '2s';\nalter table orders add column gift text;",
  proof: 'file',
  once: true,
  check: (action, context) => {
    if (hasLockTimeout(context) || action.kind === 'lock-table') return undefined
    const lock = context.facts.locks.find(
      ({ mode, relation }) => isAtLeast(mode, 'SHARE ROW EXCLUSIVE') && isLive(context, relation),
    )
    if (lock === undefined) return undefined
    return {
      message: `without lock_timeout it waits for ${lock.relation} as long as a transaction holds it, and every later query waits too`,
      why: 'reported once, at the first such statement (settings of the role or of the connection are not visible here)',
    }
  },
}
