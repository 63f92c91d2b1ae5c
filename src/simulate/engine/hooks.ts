import { deleteObject, removeFinalizer } from '../world/world.ts'
import { act, repeat, setResult, type SyncContext } from './sync-context.ts'
import { idOf, type SyncTask } from './sync-task.ts'

/** sync_context.go `removeHookFinalizer`; a hook that is gone, or never had one, is no error. */
export function removeHookFinalizer(context: SyncContext, task: SyncTask): void {
  if (task.live === undefined || !removeFinalizer(context.world, task.live)) return
  act(context, { verb: 'remove-finalizer', task: idOf(task), result: 'done' })
}

/** sync_context.go `deleteHooks`: by policy, once the operation's outcome is known. */
export function deleteHooks(context: SyncContext, tasks: readonly SyncTask[]): void {
  for (const task of tasks) deleteHook(context, task)
}

/** One deletion of a hook; what is gone already is left alone. */
export function deleteHook(context: SyncContext, task: SyncTask): 'deleted' | 'not-found' | 'failed' {
  const { world } = context
  if (task.live === undefined) return 'not-found'
  const refusal = world.scripted.refusal(task.live.key, 'delete', world.attempt)
  if (refusal !== undefined) {
    // Whether that is news, the task's result says: it is asked for in every pass.
    repeat(context, { verb: 'delete', task: idOf(task), result: 'refused', detail: refusal })
    // `deleteResource` says it, and so does each of its callers.
    const message = `failed to delete resource: failed to delete resource: ${refusal}`
    setResult(context, task, { status: task.status, state: 'Error', message })
    return 'failed'
  }
  const tell = task.live.deletingSince === undefined ? act : repeat
  if (deleteObject(world, task.live) === 'not-found') return 'not-found'
  tell(context, { verb: 'delete', task: idOf(task), result: 'done' })
  return 'deleted'
}
