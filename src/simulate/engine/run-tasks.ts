import { applyObject } from './apply-object.ts'
import { deleteHook, removeHookFinalizer } from './hooks.ts'
import { needsConfirmation, pruneObject } from './prune-object.ts'
import { note, type SyncContext } from './sync-context.ts'
import { deletesBeforeCreation, isHook, isPending, type SyncTask } from './sync-task.ts'

export type RunState = 'successful' | 'pending' | 'failed'

/**
 * sync_context.go `runTasks`: prune, then delete the hooks to recreate, then create. A deletion makes the wave wait for
 * another pass, a failed prune ends the wave, and a failed create does not stop the others.
 */
export function runTasks(context: SyncContext, tasks: readonly SyncTask[]): RunState {
  for (const task of tasks) note(context, task)
  // Finalizers of an earlier sync would block the deletions below.
  for (const task of tasks)
    if (isHook(task) && isPending(task) && task.live !== undefined) removeHookFinalizer(context, task)
  const pruned = prune(context, tasks)
  if (pruned !== 'successful') return pruned
  const deleted = deleteBeforeCreation(context, tasks)
  if (deleted !== 'successful') return deleted
  let state: RunState = 'successful'
  for (const task of tasks) if (!task.isPrune && applyObject(context, task) === 'failed') state = 'failed'
  return state
}

function prune(context: SyncContext, tasks: readonly SyncTask[]): RunState {
  const pruning = tasks.filter((task) => task.isPrune)
  if (!context.operation.pruneConfirmed && pruning.some((task) => needsConfirmation(context, task))) return 'pending'
  let state: RunState = 'successful'
  for (const task of pruning) if (pruneObject(context, task) === 'failed') state = 'failed'
  return state
}

function deleteBeforeCreation(context: SyncContext, tasks: readonly SyncTask[]): RunState {
  let state: RunState = 'successful'
  for (const task of tasks) {
    if (task.isPrune || !deletesBeforeCreation(task)) continue
    const deleted = deleteHook(context, task)
    if (deleted === 'not-found') task.live = undefined
    if (deleted === 'failed') state = 'failed'
    if (deleted === 'deleted' && state === 'successful') state = 'pending'
  }
  return state
}
