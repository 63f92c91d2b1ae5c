import { needsConfirmation } from './prune-object.ts'
import { setOperationPhase, type SyncContext } from './sync-context.ts'
import { isHook, type SyncTask } from './sync-task.ts'

/** sync_context.go `setRunningPhase`: sets the operation's message, which names what the engine waits for. */
export function setRunningPhase(
  context: SyncContext,
  tasks: readonly SyncTask[],
  what: 'completion' | 'deletion',
): void {
  context.awaited = tasks
  context.waitsFor = what
  const [first] = tasks
  if (first === undefined) return setOperationPhase(context, 'Running', '')
  const hooks = tasks.filter(isHook)
  let named = hooks[0] ?? first
  let reason = reasonOf(what, hooks.length)
  let more = tasks.length - 1
  if (!context.operation.pruneConfirmed) {
    const unconfirmed = tasks.filter((task) => task.isPrune && needsConfirmation(context, task))
    const [asked] = unconfirmed
    if (asked !== undefined) {
      named = asked
      reason = 'pruning confirmation of'
      more = unconfirmed.length - 1
    }
  }
  const { groupKind, name } = named.subject
  const rest = more > 0 ? ` and ${more} more ${hooks.length === tasks.length ? 'hooks' : 'resources'}` : ''
  setOperationPhase(context, 'Running', `waiting for ${reason} ${groupKind}/${name}${rest}`)
}

function reasonOf(what: 'completion' | 'deletion', hooks: number): string {
  if (what === 'deletion') return hooks === 0 ? 'deletion of' : 'deletion of hook'
  return hooks === 0 ? 'healthy state of' : 'completion of hook'
}
