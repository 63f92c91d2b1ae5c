import { deleteHook, removeHookFinalizer } from './hooks.ts'
import { note, setOperationPhase, setResult, type SyncContext } from './sync-context.ts'
import { hasPolicy, isCompleted, isHook, isRunning, type SyncTask } from './sync-task.ts'
import { getSyncTasks } from './sync-tasks.ts'
import { operationPhaseOf } from './operation-phase.ts'

/** sync_context.go `Terminate`: deletes running hooks, leaves plain resources, and starts no SyncFail hooks. */
export function terminate(context: SyncContext): readonly SyncTask[] {
  const { tasks } = getSyncTasks(context)
  for (const task of tasks) note(context, task)
  const hooks = tasks.filter(isHook)
  for (const task of hooks) if (isCompleted(task)) removeHookFinalizer(context, task)
  let clean = true
  for (const task of hooks) if (isRunning(task) && terminateHook(context, task) === 'failed') clean = false
  if (clean) setOperationPhase(context, 'Failed', 'Operation terminated')
  else setOperationPhase(context, 'Error', 'Operation termination had errors')
  return tasks
}

/** sync_context.go `terminateHooksPreemptively`, for one hook, which may have ended in the meantime. */
function terminateHook(context: SyncContext, task: SyncTask): 'done' | 'failed' {
  const { status, live } = task
  if (live === undefined) {
    setResult(context, task, { status, state: 'Succeeded', message: 'Terminated' })
    return 'done'
  }
  const { phase, message } = operationPhaseOf(live, context.world.now)
  removeHookFinalizer(context, task)
  const goes = phase === 'Running' || hasPolicy(task, 'HookFailed')
  if (goes && deleteHook(context, task) === 'failed') return 'failed'
  if (phase === 'Running') setResult(context, task, { status, state: 'Failed', message: 'Terminated' })
  else setResult(context, task, { status, state: phase, message })
  return 'done'
}
