import { compare } from '../../diagnostic/diagnostic.ts'
import { comparePhases, type Phase } from '../../argocd/phases.ts'
import type { Operation } from '../simulation.ts'
import type { SyncTask } from './sync-task.ts'
import { named, type Subject } from './target.ts'

/** A target in one of its phases. Each pass turns it into a task. */
export interface Slot {
  readonly subject: Subject
  readonly phase: Phase
  /** Created in the first pass. */
  task: SyncTask | undefined
}

/** Sorted once, so that sorting the tasks of each pass is cheap: most passes prune and move nothing. */
export function slotsOf(
  operation: Operation,
  resources: readonly Subject[],
  hooks: readonly Subject[],
): readonly Slot[] {
  const plain = resources
    .filter((subject) => isChosen(operation, subject))
    .flatMap((subject) => subject.phases.map((phase): Slot => ({ subject, phase, task: undefined })))
  const ofHooks: readonly Slot[] = operation.skipHooks
    ? []
    : hooks.flatMap((hook) =>
        hook.phases.map((phase): Slot => ({ subject: named(hook, phase, operation), phase, task: undefined })),
      )
  return [...plain, ...ofHooks].sort(
    (a, b) =>
      comparePhases(a.phase, b.phase) || a.subject.wave - b.subject.wave || compareSubjects(a.subject, b.subject),
  )
}

/** sync_tasks.go `Less`, within a wave. The engine's order of equal objects is random; here they sort by key. */
export function compareSubjects(a: Subject, b: Subject): number {
  return a.kindOrder - b.kindOrder || compare(a.name, b.name) || compare(a.resultKey, b.resultKey)
}

/** Whether a selective sync names the object. Not called for hooks. */
export function isChosen({ resources }: Operation, { groupKind, name }: Subject): boolean {
  return resources === undefined || resources.includes(`${groupKind}/${name}`)
}
