import { isMultiStep } from '../engine/multi-step.ts'
import type { SyncContext } from '../engine/sync-context.ts'
import { isHook, isRunning, type SyncTask } from '../engine/sync-task.ts'
import { healthOf, nextChange, type LiveObject } from '../world/live-object.ts'
import { nextRemoval } from '../world/world.ts'

/**
 * When the controller's next pass will see something new, not before `end`; undefined is never. The controller looks more
 * often than that; what it sees then is what it saw before.
 */
export function nextPass(context: SyncContext, tasks: readonly SyncTask[], end: number): number | undefined {
  const removal = nextRemoval(context.world)
  const running = tasks.filter(isRunning)
  if (context.changed === 'yes' && context.waitsFor === 'completion' && !waitsForTheSame(context, tasks)) return end
  let next = removal ?? Infinity
  // What the engine does not wait for is judged all the same, whenever it looks.
  if (context.waitsFor === 'completion')
    for (const task of running) next = Math.min(next, settlesAt(context, task, end))
  return next === Infinity ? undefined : Math.max(next, end)
}

/** A pass that starts a wave names all of it; the next one waits only for what still runs, and of that, may be, only for hooks. */
function waitsForTheSame({ awaited }: SyncContext, tasks: readonly SyncTask[]): boolean {
  const multiStep = isMultiStep(tasks)
  return awaited.length > 0 && awaited.every((task) => isRunning(task) && (multiStep || isHook(task)))
}

/** When the task's result will be another one. */
function settlesAt({ world, changed }: SyncContext, { subject }: SyncTask, end: number): number {
  const object = world.objects.get(subject.liveKey)
  if (object === undefined) return changed === 'yes' ? end : Infinity
  if (changed === 'yes' && isSettled(object, subject.isHook, end)) return end
  return nextChange(object, changed === 'yes' ? end : world.now) ?? Infinity
}

function isSettled(object: LiveObject, hook: boolean, time: number): boolean {
  const health = healthOf(object, time)
  if (health === undefined || health.status === 'Healthy' || health.status === 'Degraded') return true
  return hook && health.status !== 'Progressing' && health.status !== 'Suspended'
}
