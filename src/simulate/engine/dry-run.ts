import { needsConfirmation } from './prune-object.ts'
import { act, repeat, setResult, type SyncContext } from './sync-context.ts'
import { idOf, type SyncTask } from './sync-task.ts'

/**
 * sync_context.go `runTasks` with dryRun: `kubectl apply --dry-run=client` of all targets, hooks of every phase included.
 * Tried on an API server 1.36.1, it finds neither unknown fields nor wrong types, but fails if it can't read schemas or
 * live objects. Pruned and deleted objects take no part.
 */
export function dryRun(context: SyncContext, tasks: readonly SyncTask[]): 'done' | 'failed' {
  const { world, operation } = context
  // While a pruning awaits confirmation, the engine skips the dry run, so its faults show only after the confirmation.
  if (!operation.pruneConfirmed && tasks.some((task) => task.isPrune && needsConfirmation(context, task))) return 'done'
  const tried = tasks.filter((task) => !task.isPrune && !task.skipDryRun)
  let failed = 0
  for (const task of tried) {
    const refusal = world.scripted.refusal(task.subject.liveKey, 'dry-run', world.attempt)
    if (refusal === undefined) continue
    failed += 1
    act(context, { verb: 'dry-run', task: idOf(task), result: 'refused', detail: refusal })
    setResult(context, task, { status: 'SyncFailed', state: 'Failed', message: refusal })
  }
  if (failed > 0) return 'failed'
  repeat(context, { verb: 'dry-run', result: 'done', detail: `${tried.length} object${tried.length === 1 ? '' : 's'}` })
  return 'done'
}
