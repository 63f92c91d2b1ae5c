import { hasSyncOption } from '../../manifest/sync-options.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { healthCheckOf, type Health } from '../health/index.ts'
import type { Turn } from '../simulation.ts'

/** A state that an object reaches at this second of the operation. */
export interface Change {
  readonly at: number
  readonly turns: Turn
}

/** An object of the simulated cluster. Mutable. */
export interface LiveObject {
  readonly key: string
  manifest: Manifest
  /** What the controllers do with the last applied spec, in order; undefined for objects from before the sync. */
  changes: readonly Change[] | undefined
  /** metadata.deletionTimestamp */
  deletingSince: number | undefined
  /** Whether it has the finalizer argocd.argoproj.io/hook-finalizer, so that a deletion only marks it. */
  hookFinalizer: boolean
  /** The pass that added the finalizer: the copy that the engine read at the start of that pass does not have it yet. */
  finalizedIn?: number
  /** Cache: health is read several times in a pass and rarely changes. */
  judged?: { readonly manifest: Manifest; readonly turn: Turn | undefined; readonly health: Health | undefined }
}

/** gitops-engine/pkg/health/health.go `GetResourceHealth`; undefined means that the kind has no health check. */
export function healthOf(object: LiveObject, now: number): Health | undefined {
  if (object.deletingSince !== undefined && !object.hookFinalizer)
    return { status: 'Progressing', message: 'Pending deletion' }
  const turn = turnAt(object, now)
  const { judged, manifest } = object
  if (judged?.manifest === manifest && judged.turn === turn) return judged.health
  const health = judge(manifest, turn)
  object.judged = { manifest, turn, health }
  return health
}

function judge(manifest: Manifest, turn: Turn | undefined): Health | undefined {
  const check = healthCheckOf(manifest)
  if (check === undefined) return undefined
  if (turn === undefined && manifest['status'] !== undefined) return check.check(manifest)
  return check.check(withStatus(manifest, check.statusOf(turn ?? 'healthy', manifest)))
}

/** When the object's health may next change. */
export function nextChange(object: LiveObject, now: number): number | undefined {
  return object.changes?.find(({ at }) => at > now)?.at
}

/** Whether the live object sets this sync option, which counts as much as on the target (sync_context.go `applyObject`). */
export function liveAsks(object: LiveObject | undefined, option: string): boolean {
  return object !== undefined && hasSyncOption(object.manifest, option)
}

function turnAt({ changes }: LiveObject, now: number): Turn | undefined {
  if (changes === undefined) return undefined
  return changes.findLast(({ at }) => at <= now)?.turns ?? 'progressing'
}

/** Drops the generation: a status that the simulated controllers wrote always counts as observed. */
function withStatus(manifest: Manifest, status: JsonObject): Manifest {
  const { generation: _, ...metadata } = manifest.metadata
  return { ...manifest, metadata: { ...metadata, name: manifest.metadata.name }, status }
}
