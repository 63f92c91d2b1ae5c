import { comparePlaces, phases, type Phase } from '../argocd/phases.ts'
import { compare } from '../diagnostic/diagnostic.ts'
import { hookTypes, isHook, isSkipped, syncWave } from './annotations.ts'
import { kindOrder } from './kinds.ts'
import type { Manifest } from './manifest.ts'

/** Where Argo CD applies an object. The fields are in the order of comparison. */
export interface SyncPosition {
  readonly phase: Phase
  readonly wave: number
  readonly kindOrder: number
  readonly name: string
}

/**
 * One position per phase, and none for an object that is never applied (`Skip`, or a hook of unknown type). Argo CD v3.5.1,
 * gitops-engine/pkg/sync/sync_phase.go `syncPhases`, without the hoisting of Namespaces and CRDs (`adjustDeps`).
 */
export function syncPositions(manifest: Manifest): readonly SyncPosition[] {
  return phasesOf(manifest).map((phase) => ({
    phase,
    wave: syncWave(manifest),
    kindOrder: kindOrder(manifest.kind),
    name: manifest.metadata.name,
  }))
}

export function syncPosition(manifest: Manifest): SyncPosition | undefined {
  return syncPositions(manifest)[0]
}

/** gitops-engine/pkg/sync/sync_tasks.go `Less` compares phase, wave, kind and name. */
export function compareSync(a: SyncPosition, b: SyncPosition): number {
  return comparePlaces(a, b) || a.kindOrder - b.kindOrder || compare(a.name, b.name)
}

/** gitops-engine/pkg/sync/sync_phase.go `syncPhases`, in order of execution. */
export function phasesOf(manifest: Manifest): readonly Phase[] {
  if (isSkipped(manifest)) return []
  if (!isHook(manifest)) return ['Sync']
  const types: readonly string[] = hookTypes(manifest)
  return phases.filter((phase) => types.includes(phase))
}
