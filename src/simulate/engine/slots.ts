import { compare } from '../../diagnostic/diagnostic.ts'
import { comparePhases, type Phase } from '../../argocd/phases.ts'
import type { Operation } from '../simulation.ts'
import type { SyncTask } from './sync-task.ts'
import { named, type Subject } from './target.ts'

/** A target in one of its phases: what becomes a task in every pass. */
export interface Slot {
  readonly subject: Subject
  readonly phase: Phase
  /** Made in the first pass. */
  task: SyncTask | undefined
}

/** Sorted once, so that the passes find their tasks nearly in order: most passes prune and hoist nothing. */
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

/** sync_tasks.go `Less`, inside of a wave; equal ones, which the engine leaves to chance, by key. */
export function compareSubjects(a: Subject, b: Subject): number {
  return a.kindOrder - b.kindOrder || compare(a.name, b.name) || compare(a.resultKey, b.resultKey)
}

/** A selective sync takes only what it names; no hook is asked. */
export function isChosen({ resources }: Operation, { groupKind, name }: Subject): boolean {
  return resources === undefined || resources.includes(`${groupKind}/${name}`)
}
