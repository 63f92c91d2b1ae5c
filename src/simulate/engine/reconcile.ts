import { isDeletionHook } from '../../manifest/annotations.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { generateNameOf, targetOf, type Subject } from './target.ts'

export interface Reconciled {
  readonly resources: readonly Subject[]
  readonly hooks: readonly Subject[]
  /** Hooks of unknown type, which are never applied. */
  readonly ignored: readonly Subject[]
  /** Definitions that a later one replaces. */
  readonly repeated: readonly Subject[]
}

/**
 * controller/state.go `NormalizeTargetObjects`: of objects with the same group, kind, namespace and name the last one
 * counts, hook or not. gitops-engine/pkg/sync/reconcile.go `splitHooks` silently drops hooks of unknown type, and state.go
 * `partitionTargetObjsForSync` those of the Application's deletion.
 */
export function reconcile(targets: readonly Manifest[], namespace: string): Reconciled {
  const byKey = new Map<string, Subject>()
  const repeated: Subject[] = []
  for (const [index, manifest] of targets.entries()) {
    const subject = targetOf(manifest, namespace)
    const generated = generateNameOf(manifest)
    const key = generated === undefined ? subject.liveKey : `${subject.liveKey} ${generated}${index}`
    const before = byKey.get(key)
    if (before !== undefined) repeated.push(before)
    byKey.set(key, subject)
  }
  const resources: Subject[] = []
  const hooks: Subject[] = []
  const ignored: Subject[] = []
  for (const subject of byKey.values()) {
    const isIdle = subject.phases.length === 0
    if (isIdle && (subject.isHook || isDeletionHook(subject.manifest))) ignored.push(subject)
    else if (!subject.isHook) resources.push(subject)
    else hooks.push(subject)
  }
  return { resources, hooks, ignored, repeated }
}
