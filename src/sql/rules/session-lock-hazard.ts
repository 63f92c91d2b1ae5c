import type { Action } from '../action.ts'
import type { Call } from '../specs.ts'
import type { Rule } from '../rule.ts'

export const sessionLockHazard: Rule = {
  severity: 'warning',
  condition: 'pg_advisory_lock() in a migration.',
  effect:
    'While it waits it holds a snapshot, which CREATE INDEX CONCURRENTLY waits for: both wait for ever. Behind a pooler the lock outlives its client.',
  workaround: 'pg_try_advisory_xact_lock(), tried again. wavec and the tools take their own lock already.',
  bad: 'select pg_advisory_lock(42);',
  good: 'select pg_try_advisory_xact_lock(42);',
  proof: 'file',
  check: (action) => {
    const call = callsOf(action).find(({ name }) => sessionLocks.has(name))
    if (call === undefined) return undefined
    return {
      message: `${call.name}() waits while it holds a snapshot, which CREATE INDEX CONCURRENTLY waits for; behind a pooler the lock outlives its client`,
      help: 'pg_try_advisory_xact_lock(), tried again; wavec and the tools take their own lock already',
    }
  },
}

const sessionLocks: ReadonlySet<string> = new Set(['pg_advisory_lock', 'pg_advisory_lock_shared'])

function callsOf(action: Action): readonly Call[] {
  if (action.kind === 'query') return action.calls
  return action.kind === 'write' ? action.write.calls : []
}
