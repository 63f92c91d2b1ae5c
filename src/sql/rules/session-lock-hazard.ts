import type { Action } from '../action.ts'
import type { Call } from '../specs.ts'
import type { Rule } from '../rule.ts'

export const sessionLockHazard: Rule = {
  severity: 'warning',
  condition: 'A migration calls pg_advisory_lock().',
  effect:
    'While it waits it holds a snapshot that CREATE INDEX CONCURRENTLY waits for: both wait forever. Through a pooler, the lock outlives its client.',
  workaround: 'Call pg_try_advisory_xact_lock() and retry. wavec and the tools already take a lock of their own.',
  bad: 'select pg_advisory_lock(42);',
  good: 'select pg_try_advisory_xact_lock(42);',
  proof: 'file',
  check: (action) => {
    const call = callsOf(action).find(({ name }) => sessionLocks.has(name))
    if (call === undefined) return undefined
    return {
      message: `${call.name}() waits with a snapshot that CREATE INDEX CONCURRENTLY waits for, and through a pooler the lock outlives its client`,
    }
  },
}

const sessionLocks: ReadonlySet<string> = new Set(['pg_advisory_lock', 'pg_advisory_lock_shared'])

function callsOf(action: Action): readonly Call[] {
  if (action.kind === 'query') return action.calls
  return action.kind === 'write' ? action.write.calls : []
}
