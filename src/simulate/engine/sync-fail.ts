import { runTasks } from './run-tasks.ts'
import { setRunningPhase } from './running-phase.ts'
import { setOperationPhase, type SyncContext } from './sync-context.ts'
import { isCompleted, isRunning, type SyncTask } from './sync-task.ts'

/**
 * sync_context.go `executeSyncFailPhase`: starts all SyncFail hooks at once, without regard to waves. The operation fails
 * when they have ended.
 */
export function executeSyncFailPhase(
  context: SyncContext,
  hooks: readonly SyncTask[],
  failed: readonly SyncTask[],
  message: string,
): 'completed' | 'running' {
  const text = withReasons(message, failed)
  if (hooks.every(isCompleted)) {
    const failedHooks = hooks.filter(({ status }) => status === 'SyncFailed')
    const more = failedHooks.length === 0 ? '' : `\n${withReasons('one or more SyncFail hooks failed', failedHooks)}`
    setOperationPhase(context, 'Failed', text + more)
    return 'completed'
  }
  const pending = hooks.filter((task) => !isCompleted(task) && !isRunning(task))
  const state = runTasks(context, pending)
  setRunningPhase(context, pending, 'completion')
  // The engine's message does not say it, but it first waits for the deletion of a hook of an earlier sync.
  if (state === 'pending') context.waitsFor = 'deletion'
  return 'running'
}

/** The engine joins distinct messages in random order; here they follow the tasks. */
function withReasons(message: string, tasks: readonly SyncTask[]): string {
  const reasons = [...new Set(tasks.map((task) => task.message))]
  return reasons.length === 0 ? message : `${message}, reason: ${reasons.join(',')}`
}
