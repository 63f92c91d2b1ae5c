import { groupOf } from '../../manifest/kinds.ts'
import type { SyncTask } from './sync-task.ts'

/**
 * gitops-engine/pkg/sync/sync_tasks.go `Sort`, second half: moves a Namespace, then a CustomResourceDefinition, that sorts
 * after the first object that needs it to right before that object, into its phase and wave.
 */
export function adjustDeps(sorted: readonly SyncTask[]): readonly SyncTask[] {
  const first = hoist(sorted, namespaceOf, ({ subject }) => (subject.namespace === '' ? undefined : subject.namespace))
  return hoist(
    first,
    ({ subject }) => subject.defines,
    ({ subject }) => subject.groupKind,
  )
}

function namespaceOf({ subject: { manifest } }: SyncTask): string | undefined {
  return manifest.kind === 'Namespace' && groupOf(manifest.apiVersion) === '' ? manifest.metadata.name : undefined
}

type Key = (task: SyncTask) => string | undefined

/** Puts each moved task before the one that needs it. A moved task's own needs are ignored. */
function hoist(tasks: readonly SyncTask[], providedBy: Key, neededBy: Key): readonly SyncTask[] {
  const firstNeeding = new Map<string, SyncTask>()
  const before = new Map<SyncTask, SyncTask[]>()
  const moved = new Set<SyncTask>()
  for (const task of tasks) {
    if (task.isPrune) continue
    const provided = providedBy(task)
    if (provided !== undefined) {
      const first = firstNeeding.get(provided)
      if (first === undefined) continue
      task.wave = first.wave
      task.phase = first.phase
      before.set(first, [...(before.get(first) ?? []), task])
      moved.add(task)
      continue
    }
    const needed = neededBy(task)
    if (needed !== undefined && !firstNeeding.has(needed)) firstNeeding.set(needed, task)
  }
  if (moved.size === 0) return tasks
  return tasks.flatMap((task) => (moved.has(task) ? [] : [...(before.get(task) ?? []), task]))
}
