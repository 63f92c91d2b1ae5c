import type { SyncContext } from '../engine/sync-context.ts'
import { isRunning, type SyncTask } from '../engine/sync-task.ts'
import { nextChange } from '../world/live-object.ts'
import { nextRemoval } from '../world/world.ts'

/**
 * When the controller's next pass sees something new, at `end` or later; undefined means never. The passes that it makes
 * in between change nothing, so the trace leaves them out.
 */
export function nextPass(context: SyncContext, tasks: readonly SyncTask[], end: number): number | undefined {
  // A pass that changed something always gets a successor, which reports what the operation now waits for.
  if (context.changed === 'yes') return end
  const { world } = context
  let next = nextRemoval(world) ?? Infinity
  // The engine judges the health of every running task on each pass, even of those it does not wait for.
  for (const task of tasks) {
    const object = isRunning(task) ? world.objects.get(task.subject.liveKey) : undefined
    if (object !== undefined) next = Math.min(next, nextChange(object, world.now) ?? Infinity)
  }
  return next === Infinity ? undefined : Math.max(next, end)
}
