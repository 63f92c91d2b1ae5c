import { comparePlaces, phases, type Phase } from '../argocd/phases.ts'
import { compare } from '../diagnostic/diagnostic.ts'
import { hookTypes, isHook, isSkipped, syncWave } from './annotations.ts'
import { kindOrder } from './kinds.ts'
import type { Manifest } from './manifest.ts'

/** Where Argo CD applies an object, in the order in which it compares. */
export interface SyncPosition {
  readonly phase: Phase
  readonly wave: number
  readonly kindOrder: number
  readonly name: string
}

/**
 * One for each phase, in order; none for what is never applied (`Skip`, or a hook of no known type). Argo CD v3.5.1,
 * gitops-engine/pkg/sync/sync_phase.go `syncPhases`. Hoisting of Namespaces and CRDs (`adjustDeps`) is not in it.
 */
export function syncPositions(manifest: Manifest): readonly SyncPosition[] {
  return phasesOf(manifest).map((phase) => ({
    phase,
    wave: syncWave(manifest),
    kindOrder: kindOrder(manifest.kind),
    name: manifest.metadata.name,
  }))
}

/** The first of `syncPositions`. */
export function syncPosition(manifest: Manifest): SyncPosition | undefined {
  return syncPositions(manifest)[0]
}

/** gitops-engine/pkg/sync/sync_tasks.go `Less`: phase, wave, kind, name. */
export function compareSync(a: SyncPosition, b: SyncPosition): number {
  return comparePlaces(a, b) || a.kindOrder - b.kindOrder || compare(a.name, b.name)
}

/** gitops-engine/pkg/sync/sync_phase.go `syncPhases`, in the order in which they run. */
export function phasesOf(manifest: Manifest): readonly Phase[] {
  if (isSkipped(manifest)) return []
  if (!isHook(manifest)) return ['Sync']
  const types: readonly string[] = hookTypes(manifest)
  return phases.filter((phase) => types.includes(phase))
}
