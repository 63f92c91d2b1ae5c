import { dryRun } from './dry-run.ts'
import { deleteHooks, removeHookFinalizer } from './hooks.ts'
import { isMultiStep } from './multi-step.ts'
import { differenceOf } from '../world/difference.ts'
import { runTasks } from './run-tasks.ts'
import { setRunningPhase } from './running-phase.ts'
import { note, setOperationPhase, setResult, type SyncContext } from './sync-context.ts'
import { executeSyncFailPhase } from './sync-fail.ts'
import { hasPolicy, isCompleted, isHook, isPending, isRunning, isSuccessful, type SyncTask } from './sync-task.ts'
import { getSyncTasks } from './sync-tasks.ts'
import { updateRunning } from './update-running.ts'
import { runWave } from './run-wave.ts'

/** gitops-engine/pkg/sync/sync_context.go `Sync`: one pass, which starts at most one wave. */
export function sync(context: SyncContext): readonly SyncTask[] {
  const { tasks, outcome } = getSyncTasks(context)
  for (const task of tasks) note(context, task)
  if (outcome === 'not valid') failAsInvalid(context, tasks)
  else if (hasStarted(context) || start(context, tasks) === 'started') proceed(context, tasks)
  return tasks
}

function failAsInvalid(context: SyncContext, tasks: readonly SyncTask[]): void {
  // A Namespace or definition that was moved has its result under the phase that it was moved from.
  for (const task of tasks)
    for (const phase of task.subject.phases)
      if (phase !== task.phase && context.results.has(task.subject.ids[phase]))
        note(context, { ...task, phase, wave: task.subject.wave, noted: undefined })
  const failed = [...context.results.values()].filter(
    ({ status, message }) => status === 'SyncFailed' && message !== '',
  )
  const messages = [...new Set(failed.map(({ message }) => message))].sort()
  const why = messages.length === 0 ? '' : `: ${messages.join('; ')}`
  setOperationPhase(context, 'Failed', `one or more synchronization tasks are not valid${why}`)
}

/** The engine considers an operation without results as not started, and repeats the dry run. */
function hasStarted({ results }: SyncContext): boolean {
  return results.size > 0
}

/** Creates the namespace before the dry run, which would fail without it. */
function start(context: SyncContext, tasks: readonly SyncTask[]): 'started' | 'failed' {
  const { operation } = context
  const namespace = tasks.find(
    ({ subject, live, isPrune }) =>
      !isPrune && live === undefined && subject.groupKind === '/Namespace' && subject.name === operation.namespace,
  )
  if (namespace !== undefined && runTasks(context, [namespace]) === 'failed') {
    executeSyncFailPhase(context, [], [namespace], 'the namespace failed to apply')
    return 'failed'
  }
  const rest = tasks.filter((task) => task !== namespace)
  if (dryRun(context, outOfSyncOnly(context, rest)) === 'done') return 'started'
  setOperationPhase(context, 'Failed', 'one or more objects failed to apply (dry run)')
  return 'failed'
}

function proceed(context: SyncContext, tasks: readonly SyncTask[]): void {
  updateRunning(context, tasks)
  if (isWaiting(context, tasks)) return
  for (const task of tasks) if (isHook(task) && isCompleted(task)) removeHookFinalizer(context, task)
  const finished = tasks.filter((task) => isHook(task) && task.live !== undefined && !isRunning(task))
  const toDelete = {
    succeeded: finished.filter((task) => hasPolicy(task, 'HookSucceeded')),
    failed: finished.filter((task) => hasPolicy(task, 'HookFailed')),
  }
  const syncFail = tasks.filter(({ phase }) => phase === 'SyncFail')
  const others = tasks.filter(({ phase }) => phase !== 'SyncFail')
  if (others.some((task) => isCompleted(task) && !isSuccessful(task))) {
    // HookFailed deletes before the SyncFail hooks start, so they can't use an object with this policy.
    deleteHooks(context, toDelete.failed)
    const failed = others.filter(({ status }) => status === 'SyncFailed')
    executeSyncFailPhase(context, syncFail, failed, 'one or more synchronization tasks completed unsuccessfully')
    return
  }
  const pending = outOfSyncOnly(context, others.filter(isPending))
  if (pending.length === 0) {
    deleteHooks(context, toDelete.succeeded)
    setOperationPhase(context, 'Succeeded', 'successfully synced (no more tasks)')
    return
  }
  runWave(context, pending, { syncFail, toDelete })
}

/** Waits for running hooks, in a multi-step sync for every running task, and then for pruned objects to be gone. */
function isWaiting(context: SyncContext, tasks: readonly SyncTask[]): boolean {
  const all = isMultiStep(tasks)
  const running = tasks.filter((task) => (all || isHook(task)) && isRunning(task))
  if (running.length > 0) {
    for (const task of running) if (task.live === undefined) judgeMissing(context, task)
    setRunningPhase(context, running, 'completion')
    return true
  }
  const leaving = tasks.filter(({ status, live }) => status === 'Pruned' && live?.deletingSince !== undefined)
  if (leaving.length === 0) return false
  setRunningPhase(context, leaving, 'deletion')
  return true
}

/** The object may exist in the cluster but not in Argo CD's cache yet. The failure takes effect in the next pass. */
function judgeMissing(context: SyncContext, task: SyncTask): void {
  const { groupKind, name, liveKey } = task.subject
  if (context.world.objects.has(liveKey)) return
  const message = `Resource ${groupKind}/${name} is missing, it might have been deleted`
  setResult(context, task, { status: 'SyncFailed', state: 'Error', message })
}

/** sync_context.go `filterOutOfSyncTasks`, under ApplyOutOfSyncOnly=true. */
function outOfSyncOnly({ operation, namespaceTask }: SyncContext, tasks: readonly SyncTask[]): readonly SyncTask[] {
  if (!operation.syncOptions.includes('ApplyOutOfSyncOnly=true')) return tasks
  return tasks.filter(
    (task) =>
      isHook(task) ||
      task.isPrune ||
      // The namespace is in no repository, so Argo CD has not compared it.
      task.subject === namespaceTask ||
      task.live === undefined ||
      differenceOf(task.subject.manifest, task.live.manifest) !== 'none',
  )
}
