import { healthOf } from '../world/live-object.ts'
import { setResult, type SyncContext } from './sync-context.ts'
import { operationPhaseOf } from './operation-phase.ts'
import { isHook, isRunning, type SyncTask } from './sync-task.ts'

/** sync_context.go `Sync`, first part: updates the result of each running task from its live object's health. */
export function updateRunning(context: SyncContext, tasks: readonly SyncTask[]): void {
  for (const task of tasks) {
    if (!isRunning(task) || task.live === undefined) continue
    if (isHook(task)) updateHook(context, task)
    else updateResource(context, task)
  }
}

function updateHook(context: SyncContext, task: SyncTask): void {
  if (task.live === undefined) return
  const { phase, message } = operationPhaseOf(task.live, context.world.now)
  setResult(context, task, { status: task.status, state: phase, message })
}

function updateResource(context: SyncContext, task: SyncTask): void {
  if (task.live === undefined) return
  const health = healthOf(task.live, context.world.now)
  const { status } = task
  if (health === undefined) return setResult(context, task, { status, state: 'Succeeded', message: task.message })
  if (health.status === 'Healthy') setResult(context, task, { status, state: 'Succeeded', message: health.message })
  if (health.status === 'Degraded') setResult(context, task, { status, state: 'Failed', message: health.message })
}
