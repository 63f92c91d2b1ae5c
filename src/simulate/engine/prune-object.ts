import { optionValue, syncOptionValue } from '../../manifest/sync-options.ts'
import { deleteObject } from '../world/world.ts'
import { act, setResult, type SyncContext } from './sync-context.ts'
import { idOf, type SyncTask } from './sync-task.ts'

/** sync_context.go `objRequiresPruneConfirmation`: the object's own option overrides the Application's. */
export function needsConfirmation(context: SyncContext, task: SyncTask): boolean {
  return pruneOption(context, task) === 'confirm'
}

function pruneOption({ operation }: SyncContext, { live }: SyncTask): string | undefined {
  const own = live === undefined ? undefined : syncOptionValue(live.manifest, 'Prune')
  return own ?? optionValue(operation.syncOptions, 'Prune')
}

/** sync_context.go `pruneObject`: deletes the object unless pruning is off, forbidden, or already under way. */
export function pruneObject(context: SyncContext, task: SyncTask): 'done' | 'failed' {
  const { world, operation } = context
  const skipped = !operation.prune
    ? 'ignored (requires pruning)'
    : pruneOption(context, task) === 'false'
      ? 'ignored (no prune)'
      : undefined
  if (skipped !== undefined) {
    act(context, { verb: 'prune', task: idOf(task), result: 'unchanged', detail: skipped })
    setResult(context, task, { status: 'PruneSkipped', state: 'Succeeded', message: skipped })
    return 'done'
  }
  // The engine sends no request for an object that is already being deleted.
  const live = task.live?.deletingSince === undefined ? task.live : undefined
  const refusal = live === undefined ? undefined : world.scripted.refusal(live.key, 'prune', world.attempt)
  if (refusal !== undefined) {
    act(context, { verb: 'prune', task: idOf(task), result: 'refused', detail: refusal })
    setResult(context, task, { status: 'SyncFailed', state: 'Failed', message: refusal })
    return 'failed'
  }
  if (live !== undefined) deleteObject(world, live)
  act(context, { verb: 'prune', task: idOf(task), result: 'done' })
  setResult(context, task, { status: 'Pruned', state: 'Succeeded', message: 'pruned' })
  return 'done'
}
