import { comparePlaces, type Phase } from '../../argocd/phases.ts'
import type { LiveObject } from '../world/live-object.ts'
import { adjustDeps } from './adjust-deps.ts'
import { checkKinds, notPermitted, type Validity } from './check-kinds.ts'
import { mirrorPruneWaves, pruneLast } from './prune-waves.ts'
import type { SyncContext } from './sync-context.ts'
import { idOf, type SyncTask } from './sync-task.ts'
import { compareSubjects, isChosen } from './slots.ts'
import { isOwned, prunableOf, type Subject } from './target.ts'

export interface SyncTasks {
  readonly tasks: readonly SyncTask[]
  readonly outcome: Validity
}

/**
 * sync_context.go `getSyncTasks`: every pass rebuilds all tasks from targets and live objects. Only the results of earlier
 * passes are kept.
 */
export function getSyncTasks(context: SyncContext): SyncTasks {
  const targets = targetTasks(context)
  const others = [...pruneTasks(context), ...namespaceTasks(context)]
  const built = others.length === 0 ? targets : [...targets, ...others]
  const outcome = checkKinds(context, built)
  if (others.length > 0) {
    mirrorPruneWaves(built)
    pruneLast(built, context.operation.syncOptions.includes('PruneLast=true'))
    built.sort(less)
  }
  const tasks = context.provides.size === 0 && others.length === 0 ? built : adjustDeps(built)
  for (const task of tasks) {
    const result = context.results.get(idOf(task))
    if (result === undefined) continue
    task.status = result.status
    task.operationState = result.operationState
    task.message = result.message
  }
  return { tasks, outcome }
}

/** sync_tasks.go `Less` */
function less(a: SyncTask, b: SyncTask): number {
  return comparePlaces(a, b) || compareSubjects(a.subject, b.subject)
}

/** Resets and reuses the task objects of the first pass. */
function targetTasks({ slots, world }: SyncContext): SyncTask[] {
  return slots.map((slot) => {
    const { subject, phase } = slot
    const live = world.objects.get(subject.liveKey)
    const { task } = slot
    if (task === undefined) return (slot.task = newTask(subject, phase, live, 'target'))
    task.phase = phase
    task.wave = subject.wave
    task.live = live
    task.skipDryRun = false
    task.status = undefined
    task.operationState = undefined
    task.message = ''
    return task
  })
}

/** Tasks for live objects without a plain target. Hooks and objects with hook Skip are never pruned. */
function pruneTasks(context: SyncContext): SyncTask[] {
  const found: SyncTask[] = []
  for (const object of context.world.objects.values()) {
    if (context.claimed.has(object.key)) continue
    if (isOwned(object.manifest) && !context.named.has(object.key)) continue
    const subject = prunable(context, object)
    if (subject.isHook || !isChosen(context.operation, subject)) continue
    // controller/state.go `CompareAppState` ignores live objects that the project does not permit.
    if (notPermitted(context, subject) !== undefined) continue
    for (const phase of subject.phases) found.push(newTask(subject, phase, object, 'prune'))
  }
  return found
}

/** Cached by manifest, because every pass reads every live object. */
function prunable({ operation, prunables }: SyncContext, { manifest }: LiveObject): Subject {
  const known = prunables.get(manifest)
  if (known !== undefined) return known
  const subject = prunableOf(manifest, operation.namespace)
  prunables.set(manifest, subject)
  return subject
}

/** sync_context.go `autoCreateNamespace`: a PreSync task while the namespace is absent or its metadata is managed. */
function namespaceTasks(context: SyncContext): SyncTask[] {
  const { namespaceTask: subject, operation, world } = context
  if (subject === undefined) return []
  const isManaged = operation.managesNamespaceMetadata
  if (world.objects.has(subject.liveKey) && !isManaged) return []
  return [newTask(subject, 'PreSync', world.objects.get(subject.liveKey), 'target')]
}

function newTask(subject: Subject, phase: Phase, live: LiveObject | undefined, role: 'target' | 'prune'): SyncTask {
  return {
    subject,
    phase,
    live,
    isPrune: role === 'prune',
    wave: subject.wave,
    skipDryRun: false,
    status: undefined,
    operationState: undefined,
    message: '',
    noted: undefined,
  }
}
