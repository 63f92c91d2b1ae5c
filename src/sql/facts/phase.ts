import type { Action } from '../action.ts'

/** Where a change belongs: a release carries `expand`; `migrate` runs by itself; `contract` waits for old pods to be gone. */
export type Phase = 'expand' | 'migrate' | 'contract' | 'operational'

const contract: ReadonlySet<Action['kind']> = new Set<Action['kind']>([
  'add-constraint',
  'alter-domain',
  'alter-type',
  'create-rule',
  'detach-partition',
  'drop',
  'drop-column',
  'drop-constraint',
  'drop-database',
  'drop-default',
  'drop-identity',
  'drop-not-null',
  'drop-owned',
  'move-schema',
  'rename',
  'revoke',
  'row-security',
  'set-default',
  'set-not-null',
  'truncate',
])

const expand: ReadonlySet<Action['kind']> = new Set<Action['kind']>([
  'add-column',
  'add-enum-value',
  'attach-partition',
  'create-domain',
  'create-enum',
  'create-index',
  'create-routine',
  'create-schema',
  'create-sequence',
  'create-table',
  'create-trigger',
  'create-view',
])

/** `liveTable`: whether the application of now can know the table of the action. */
export function phaseOf(action: Action, liveTable: boolean): Phase {
  if (action.kind === 'write') return 'migrate'
  if (action.kind === 'query') return action.calls.length > 0 ? 'migrate' : 'operational'
  if (expand.has(action.kind)) return 'expand'
  if (action.kind === 'opaque') return 'operational'
  if (!liveTable) return 'expand'
  return contract.has(action.kind) ? 'contract' : 'operational'
}
