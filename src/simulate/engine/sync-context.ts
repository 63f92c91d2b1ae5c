import type { Action, TraceTask } from '../../timeline/trace.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Operation } from '../simulation.ts'
import type { World } from '../world/world.ts'
import { idOf, isHook, type OperationPhase, type ResultCode, type SyncResult, type SyncTask } from './sync-task.ts'
import type { Slot } from './slots.ts'
import type { Subject } from './target.ts'

/** gitops-engine/pkg/sync/sync_context.go `syncContext`: the inputs and the state of one operation. */
export interface SyncContext {
  readonly operation: Operation
  readonly world: World
  readonly resources: readonly Subject[]
  /** Never applied: see `Reconciled`. */
  readonly ignored: readonly Subject[]
  readonly repeated: readonly Subject[]
  readonly hooks: readonly Subject[]
  readonly slots: readonly Slot[]
  /** Namespaces and definitions among the targets, which an object of an earlier wave may need. */
  readonly provides: ReadonlySet<Subject>
  /** Live keys of the plain targets, whose live objects are never pruned. */
  readonly claimed: ReadonlySet<string>
  /** Live keys of hooks and of ignored manifests: live objects under these may be pruned even if they have an owner. */
  readonly named: ReadonlySet<string>
  /** `group/Kind` that a CustomResourceDefinition among the targets defines. */
  readonly defined: ReadonlySet<string>
  readonly namespaceTask: Subject | undefined
  readonly prunables: WeakMap<Manifest, Subject>
  /** `syncRes`, by result key. A retry empties it. */
  readonly results: Map<string, SyncResult>
  readonly seen: Map<string, TraceTask>
  phase: OperationPhase
  message: string
  /** `retryCount`. An operation that is terminated while it waits for a retry has already counted that retry. */
  retries: number
  actions: Action[]
  delaySeconds: number
  /** Seconds of wave delay in this pass. */
  slept: number
  /** The tasks that this pass waits for at its end. */
  awaited: readonly SyncTask[]
  waitsFor: 'completion' | 'deletion'
  /** Whether this pass did or learned anything. If not, the next pass does not either until the world changes. */
  changed: 'yes' | 'no'
}

export function setOperationPhase(context: SyncContext, phase: OperationPhase, message: string): void {
  context.phase = phase
  context.message = message
}

/** sync_context.go `setResourceResult`: an empty message keeps the previous one. */
export function setResult(
  context: SyncContext,
  task: SyncTask,
  {
    status,
    state,
    message = '',
  }: { status: ResultCode | undefined; state?: OperationPhase | undefined; message?: string },
): void {
  task.status = status
  task.operationState = state
  if (message !== '') task.message = message
  const id = idOf(task)
  const known = context.results.get(id)
  if (known === undefined) {
    context.changed = 'yes'
    context.results.set(id, { status, operationState: state, message: task.message })
    return
  }
  if (known.status !== status || known.operationState !== state) context.changed = 'yes'
  known.status = status
  known.operationState = state
  known.message = task.message
}

export function act(context: SyncContext, action: Action): void {
  context.actions.push(action)
  context.changed = 'yes'
}

/** Records an action that the engine repeats in every waiting pass: a dry run, a repeated deletion, a wave delay. */
export function repeat(context: SyncContext, action: Action): void {
  context.actions.push(action)
}

/** The trace lists tasks in the order in which they first appeared, each with the wave of its last work. */
export function note(context: SyncContext, task: SyncTask): void {
  const { subject, phase, wave } = task
  if (task.noted === wave) return
  task.noted = wave
  const id = idOf(task)
  const known = context.seen.get(id)
  if (known?.wave === wave) return
  const role = task.isPrune ? 'prune' : isHook(task) ? 'hook' : 'resource'
  const { manifest, namespace, name } = subject
  context.seen.set(id, { id, kind: manifest.kind, namespace, name, phase, wave, role })
}
