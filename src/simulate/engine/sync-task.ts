import type { DeletePolicy } from '../../manifest/annotations.ts'
import type { Phase } from '../../argocd/phases.ts'
import type { LiveObject } from '../world/live-object.ts'
import type { Subject } from './target.ts'

/** gitops-engine/pkg/sync/common/types.go */
export type OperationPhase = 'Running' | 'Succeeded' | 'Failed' | 'Error'
export type ResultCode = 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped'

/** A task's result, the only part that survives from pass to pass (`ResourceSyncResult`). */
export interface SyncResult {
  status: ResultCode | undefined
  operationState: OperationPhase | undefined
  message: string
}

/**
 * gitops-engine/pkg/sync/sync_task.go `syncTask`: one object in one phase, rebuilt in every pass. Without a target it will
 * be pruned; without a live object it will be created.
 */
export interface SyncTask {
  phase: Phase
  wave: number
  readonly subject: Subject
  readonly isPrune: boolean
  live: LiveObject | undefined
  skipDryRun: boolean
  status: ResultCode | undefined
  operationState: OperationPhase | undefined
  message: string
  /** The wave under which the trace lists the task. */
  noted: number | undefined
}

export function idOf(task: SyncTask): string {
  return task.subject.ids[task.phase]
}

export function isHook(task: SyncTask): boolean {
  return task.subject.isHook
}

export function isPending(task: SyncTask): boolean {
  return task.operationState === undefined
}

export function isRunning(task: SyncTask): boolean {
  return task.operationState === 'Running'
}

export function isCompleted(task: SyncTask): boolean {
  return task.operationState !== undefined && task.operationState !== 'Running'
}

export function isSuccessful(task: SyncTask): boolean {
  return task.operationState === 'Succeeded'
}

/** The engine's `deleteBeforeCreation`, `deleteOnPhaseSuccessful` and `deleteOnPhaseFailed` test these policies. */
export function hasPolicy(task: SyncTask, policy: DeletePolicy): boolean {
  return isHook(task) && task.subject.policies.includes(policy)
}

export function deletesBeforeCreation(task: SyncTask): boolean {
  return task.live !== undefined && isPending(task) && hasPolicy(task, 'BeforeHookCreation')
}
