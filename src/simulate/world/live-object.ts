import { hasSyncOption } from '../../manifest/sync-options.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { healthCheckOf, type Health } from '../health/index.ts'
import type { Turn } from '../simulation.ts'

/** Something that an object turns into, at a second of the operation. */
export interface Change {
  readonly at: number
  readonly turns: Turn
}

/** An object of the simulated cluster. Mutable: the world moves on. */
export interface LiveObject {
  readonly key: string
  manifest: Manifest
  /** The controllers' answers to the spec that was applied last, in order. `undefined`: it was there, and has settled. */
  changes: readonly Change[] | undefined
  /** metadata.deletionTimestamp */
  deletingSince: number | undefined
  /** It carries argocd.argoproj.io/hook-finalizer, so that a deletion only marks it. */
  hookFinalizer: boolean
  /** The pass that gave it the finalizer, of which the live object that the engine read before knows nothing. */
  finalizedIn?: number
  /** The last judgement: health is asked for several times in a pass, and rarely changes. */
  judged?: { readonly manifest: Manifest; readonly turn: Turn | undefined; readonly health: Health | undefined }
}

/** gitops-engine/pkg/health/health.go `GetResourceHealth`; undefined is no check. */
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

/** When the object's health may be another one than now: the next change, if there is one. */
export function nextChange(object: LiveObject, now: number): number | undefined {
  return object.changes?.find(({ at }) => at > now)?.at
}

/** What the live object itself asks of whoever applies over it (sync_context.go `applyObject`). */
export function liveAsks(object: LiveObject | undefined, option: string): boolean {
  return object !== undefined && hasSyncOption(object.manifest, option)
}

function turnAt({ changes }: LiveObject, now: number): Turn | undefined {
  if (changes === undefined) return undefined
  return changes.findLast(({ at }) => at <= now)?.turns ?? 'progressing'
}

/** The generation is the controllers' to count: what they have written, they have seen. */
function withStatus(manifest: Manifest, status: JsonObject): Manifest {
  const { generation: _, ...metadata } = manifest.metadata
  return { ...manifest, metadata: { ...metadata, name: manifest.metadata.name }, status }
}
