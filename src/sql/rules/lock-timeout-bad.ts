import type { Action } from '../action.ts'
import { isLive, type Context } from '../context.ts'
import { milliseconds } from '../duration.ts'
import type { Rule } from '../rule.ts'
import { isAtLeast } from '../server.ts'

export const lockTimeoutBad: Rule = {
  severity: 'warning',
  condition:
    'lock_timeout is 0, is longer than five seconds, is set after the statement that it should limit, or is SET LOCAL outside a transaction.',
  effect: 'It does not limit the wait, and every later query of the table waits as long.',
  workaround: "SET lock_timeout = '2s' before the first statement that locks, or SET LOCAL inside a transaction.",
  bad: "set local lock_timeout = '1min';\nalter table orders add column gift text;",
  good: "set local lock_timeout = '2s';\nalter table orders add column gift text;",
  proof: 'file',
  check: (action, context) => {
    if (action.kind !== 'set' || action.name.toLowerCase() !== 'lock_timeout' || action.value === undefined)
      return undefined
    const problem = problemWith(action, context)
    if (problem === undefined) return undefined
    return {
      message: problem,
    }
  },
}

type Set = Action & { readonly kind: 'set' }

function problemWith({ value = '', scope, within }: Set, context: Context): string | undefined {
  const { file, statement, transaction } = context
  const rest = file.actions.filter((judged) => judged.statement > statement)
  const locking = rest.find((judged) => locksHard({ ...context, ...judged }))
  if (
    scope === 'local' &&
    within === 'top' &&
    !rest.some((judged) => judged.transaction === transaction) &&
    rest.length > 0
  )
    return 'SET LOCAL lasts until the end of its transaction, which is this statement alone: it has no effect'
  if (locking === undefined) return undefined
  const limit = milliseconds(value)
  if (limit === 0)
    return 'no lock_timeout: a statement that waits for a lock stops every later query of the table, with no limit'
  if (limit !== undefined && limit > 5000)
    return `while the statement waits for its lock, up to ${value}, every query of the table waits too`
  const earlier = context.earlier().find((judged) => locksHard({ ...context, ...judged }))
  return earlier === undefined ? undefined : 'it comes after a statement that locks, so it does not limit its wait'
}

function locksHard(context: Context): boolean {
  return context.facts.locks.some(
    ({ mode, relation }) => isAtLeast(mode, 'SHARE ROW EXCLUSIVE') && isLive(context, relation),
  )
}
