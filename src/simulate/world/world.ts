import { at } from '../../manifest/fields.ts'
import { groupOf, scopeOf } from '../../manifest/kinds.ts'
import { isHook } from '../../manifest/annotations.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { resourceKey } from '../resource-key.ts'
import type { Simulation } from '../simulation.ts'
import { scriptedOutcomesOf, type ScriptedOutcomes } from './scripted-outcomes.ts'
import type { LiveObject } from './live-object.ts'

const hookFinalizer = 'argocd.argoproj.io/hook-finalizer'

/** The simulated cluster: its objects by key, and the few that time alone removes. */
export interface World {
  readonly objects: Map<string, LiveObject>
  readonly scripted: ScriptedOutcomes
  /** Marked for deletion, and when each will be gone; null while a finalizer holds it, or for ever. */
  readonly leaving: Map<LiveObject, number | null>
  /** Those that a TTL or a person will delete, and when. */
  readonly doomed: Map<LiveObject, number>
  /** Which kinds the API server serves, by `group/Kind`; those that are in neither list are served. */
  readonly served: Map<string, boolean>
  now: number
  attempt: number
  /** How often the engine has looked: each pass works with what it read when it began. */
  looks: number
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
    looks: 0,
  }
  // A kind that this very sync defines is not served before.
  for (const kind of [...targets.flatMap(kindDefinedBy), ...operation.unknownKinds]) world.served.set(kind, false)
  for (const manifest of live) {
    const key = liveKey(manifest, operation.namespace)
    world.objects.set(key, settled(key, manifest, world))
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

/** Under which key an object lives: cluster-scoped kinds have no namespace, whatever their manifest says. */
export function liveKey(manifest: Manifest, namespace: string, name = manifest.metadata.name): string {
  if (scopeOf(manifest.apiVersion, manifest.kind) === 'cluster') return resourceKey(manifest, '', name)
  return resourceKey(manifest, manifest.metadata.namespace ?? namespace, name)
}

function settled(key: string, manifest: Manifest, world: World): LiveObject {
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

/** Deletes as the API server does: marks the object; finalizers and the garbage collector decide when it goes. */
export function deleteObject(world: World, object: LiveObject): 'deleted' | 'not-found' {
  if (world.objects.get(object.key) !== object) return 'not-found'
  // Asking again does not start the clock again.
  if (object.deletingSince !== undefined) return 'deleted'
  object.deletingSince = world.now
  world.doomed.delete(object)
  world.leaving.set(object, whenGone(object, world))
  return 'deleted'
}

export function removeFinalizer(world: World, object: LiveObject): boolean {
  if (!object.hookFinalizer || object.finalizedIn === world.looks) return false
  object.hookFinalizer = false
  if (object.deletingSince !== undefined) world.leaving.set(object, whenGone(object, world))
  return true
}

function whenGone(object: LiveObject, { now, scripted, attempt }: World): number | null {
  const seconds = scripted.deletionOf(object.key, attempt)
  return object.hookFinalizer || seconds === null ? null : now + seconds
}

/** Lets time pass: what is due to be deleted is, and what is due to be gone is gone. */
export function settle(world: World, now: number): void {
  world.now = now
  world.looks += 1
  for (const [object, time] of world.doomed) {
    if (time > now) continue
    world.doomed.delete(object)
    deleteObject(world, object)
    // It was doomed earlier than we look, and may be gone by now.
    const gone = whenGone(object, { ...world, now: time })
    if (world.leaving.has(object)) world.leaving.set(object, gone)
  }
  for (const [object, time] of world.leaving) {
    if (time === null || time > now) continue
    world.leaving.delete(object)
    if (world.objects.get(object.key) === object) world.objects.delete(object.key)
  }
}

/** When the world next removes something by itself. */
export function nextRemoval(world: World): number | undefined {
  const times = [...world.doomed.values(), ...world.leaving.values()].filter((time) => time !== null)
  return times.length === 0 ? undefined : Math.min(...times.map(Number))
}
