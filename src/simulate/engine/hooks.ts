import { deleteObject, removeFinalizer } from '../world/world.ts'
import { act, repeat, setResult, type SyncContext } from './sync-context.ts'
import { idOf, type SyncTask } from './sync-task.ts'

/** sync_context.go `removeHookFinalizer`. A hook that is gone or has no finalizer is not an error. */
export function removeHookFinalizer(context: SyncContext, task: SyncTask): void {
  if (task.live === undefined || !removeFinalizer(context.world, task.live)) return
  act(context, { verb: 'remove-finalizer', task: idOf(task), result: 'done' })
}

/** sync_context.go `deleteHooks`: applies the delete policies once the operation's outcome is known. */
export function deleteHooks(context: SyncContext, tasks: readonly SyncTask[]): void {
  for (const task of tasks) deleteHook(context, task)
}

/** Deletes one hook, if it still exists. */
export function deleteHook(context: SyncContext, task: SyncTask): 'deleted' | 'not-found' | 'failed' {
  const { world } = context
  if (task.live === undefined) return 'not-found'
  const refusal = world.scripted.refusal(task.live.key, 'delete', world.attempt)
  if (refusal !== undefined) {
    // Not a change in itself, because the engine tries it in every pass: `setResult` decides whether it is.
    repeat(context, { verb: 'delete', task: idOf(task), result: 'refused', detail: refusal })
    // Argo CD prints the prefix twice: `deleteResource` adds it, and so does each caller.
    const message = `failed to delete resource: failed to delete resource: ${refusal}`
    setResult(context, task, { status: task.status, state: 'Error', message })
    return 'failed'
  }
  const record = task.live.deletingSince === undefined ? act : repeat
  if (deleteObject(world, task.live) === 'not-found') return 'not-found'
  record(context, { verb: 'delete', task: idOf(task), result: 'done' })
  return 'deleted'
}
