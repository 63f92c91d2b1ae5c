import { least } from '../../diagnostic/long-lists.ts'
import { at } from '../../manifest/fields.ts'
import { groupOf, scopeOf } from '../../manifest/kinds.ts'
import { isHook } from '../../manifest/annotations.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { resourceKey } from '../resource-key.ts'
import type { Simulation } from '../simulation.ts'
import { scriptedOutcomesOf, type ScriptedOutcomes } from './scripted-outcomes.ts'
import type { LiveObject } from './live-object.ts'

const hookFinalizer = 'argocd.argoproj.io/hook-finalizer'

/** The simulated cluster: its objects by key, and those that disappear by themselves. */
export interface World {
  readonly objects: Map<string, LiveObject>
  readonly scripted: ScriptedOutcomes
  /** Objects being deleted, and when each is gone; null while a finalizer blocks it, or if it never completes. */
  readonly leaving: Map<LiveObject, number | null>
  /** Objects that a TTL or a user will delete, and when. */
  readonly doomed: Map<LiveObject, number>
  /** Whether the API server serves a `group/Kind`; a kind that is missing here is served. */
  readonly served: Map<string, boolean>
  now: number
  attempt: number
  /** How many passes have begun: each works with the objects that it read at its start. */
  passesBegun: number
}

export function worldOf({ targets, live, operation, outcomes }: Simulation): World {
  const world: World = {
    objects: new Map(),
    scripted: scriptedOutcomesOf(outcomes),
    leaving: new Map(),
    doomed: new Map(),
    served: new Map(),
    now: 0,
    attempt: 1,
    passesBegun: 0,
  }
  // A kind that this sync itself defines is not served at its start.
  for (const kind of [...targets.flatMap(kindDefinedBy), ...operation.unknownKinds]) world.served.set(kind, false)
  for (const manifest of live) {
    const key = liveKey(manifest, operation.namespace)
    world.objects.set(key, preexisting(key, manifest, world))
    for (const kind of kindDefinedBy(manifest)) world.served.set(kind, true)
  }
  return world
}

/** `group/Kind` of what a CustomResourceDefinition defines (sync_context.go `isCRDOfGroupKind`). */
export function kindDefinedBy(manifest: Manifest): readonly string[] {
  if (!isCRD(manifest)) return []
  const [group, kind] = [at(manifest, 'spec', 'group'), at(manifest, 'spec', 'names', 'kind')]
  return typeof group === 'string' && typeof kind === 'string' ? [`${group}/${kind}`] : []
}

export function isCRD(manifest: Manifest): boolean {
  return manifest.kind === 'CustomResourceDefinition' && groupOf(manifest.apiVersion) === 'apiextensions.k8s.io'
}

/** An object's key in the world: cluster-scoped kinds have no namespace, even if the manifest sets one. */
export function liveKey(manifest: Manifest, namespace: string, name = manifest.metadata.name): string {
  if (scopeOf(manifest.apiVersion, manifest.kind) === 'cluster') return resourceKey(manifest, '', name)
  return resourceKey(manifest, manifest.metadata.namespace ?? namespace, name)
}

function preexisting(key: string, manifest: Manifest, world: World): LiveObject {
  const { deletionTimestamp, finalizers } = manifest.metadata
  const object: LiveObject = {
    key,
    manifest,
    changes: undefined,
    deletingSince: deletionTimestamp === undefined ? undefined : 0,
    hookFinalizer: isHook(manifest) && Array.isArray(finalizers) && finalizers.includes(hookFinalizer),
  }
  if (object.deletingSince !== undefined) world.leaving.set(object, whenGone(object, world))
  return object
}

/** Deletes as the API server does: only marks the object, finalizers and the garbage collector decide when it is gone. */
export function deleteObject(world: World, object: LiveObject): 'deleted' | 'not-found' {
  if (world.objects.get(object.key) !== object) return 'not-found'
  // A second deletion does not restart the clock.
  if (object.deletingSince !== undefined) return 'deleted'
  object.deletingSince = world.now
  world.doomed.delete(object)
  world.leaving.set(object, whenGone(object, world))
  return 'deleted'
}

export function removeFinalizer(world: World, object: LiveObject): boolean {
  if (!object.hookFinalizer || object.finalizedIn === world.passesBegun) return false
  object.hookFinalizer = false
  if (object.deletingSince !== undefined) world.leaving.set(object, whenGone(object, world))
  return true
}

function whenGone(object: LiveObject, { now, scripted, attempt }: World): number | null {
  const seconds = scripted.deletionOf(object.key, attempt)
  return object.hookFinalizer || seconds === null ? null : now + seconds
}

/** Advances the clock: deletes the objects that are due and removes those whose deletion is complete. */
export function advanceTo(world: World, now: number): void {
  world.now = now
  world.passesBegun += 1
  for (const [object, time] of world.doomed) {
    if (time > now) continue
    world.doomed.delete(object)
    deleteObject(world, object)
    // The deletion was due before this pass and may already be complete.
    const gone = whenGone(object, { ...world, now: time })
    if (world.leaving.has(object)) world.leaving.set(object, gone)
  }
  for (const [object, time] of world.leaving) {
    if (time === null || time > now) continue
    world.leaving.delete(object)
    if (world.objects.get(object.key) === object) world.objects.delete(object.key)
  }
}

/** When the next object is deleted or disappears by itself. */
export function nextRemoval(world: World): number | undefined {
  const times = [...world.doomed.values(), ...world.leaving.values()].filter((time) => time !== null)
  return times.length === 0 ? undefined : least(times.map(Number))
}
