import type { SyncTask } from './sync-task.ts'

/** sync_tasks.go `multiStep`: first and last task differ in phase or wave. SyncFail hooks and pruned objects count. */
export function isMultiStep(tasks: readonly SyncTask[]): boolean {
  const [first, last] = [tasks[0], tasks.at(-1)]
  return first?.phase !== last?.phase || first?.wave !== last?.wave
}
