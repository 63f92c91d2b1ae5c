import type { SyncContext } from '../engine/sync-context.ts'
import { isRunning, type SyncTask } from '../engine/sync-task.ts'
import { nextChange } from '../world/live-object.ts'
import { nextRemoval } from '../world/world.ts'

/**
 * When the controller's next pass will see something new, not before `end`; undefined is never. The controller looks more
 * often than that; what it sees then is what it saw before.
 */
export function nextPass(context: SyncContext, tasks: readonly SyncTask[], end: number): number | undefined {
  // What a pass did, the next one may answer: a wave that it started is named by what is left to wait for.
  if (context.changed === 'yes') return end
  const { world } = context
  let next = nextRemoval(world) ?? Infinity
  // What the engine does not wait for is judged all the same, whenever it looks.
  for (const task of tasks) {
    const object = isRunning(task) ? world.objects.get(task.subject.liveKey) : undefined
    if (object !== undefined) next = Math.min(next, nextChange(object, world.now) ?? Infinity)
  }
  return next === Infinity ? undefined : Math.max(next, end)
}
