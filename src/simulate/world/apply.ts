import { at, objectAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Change, LiveObject } from './live-object.ts'
import { differenceOf, isFromCluster } from './difference.ts'
import { immutableChange } from './immutable.ts'
import { deleteObject, kindDefinedBy, type World } from './world.ts'

/** One kubectl call by the engine. */
export interface Application {
  readonly key: string
  readonly manifest: Manifest
  readonly hookFinalizer: boolean
  readonly mode: 'apply' | 'server-side' | 'replace' | 'update' | 'create'
  readonly force: boolean
}

export interface Applied {
  readonly result: 'created' | 'configured' | 'unchanged' | 'recreated' | 'refused'
  readonly message: string
}

/** Answers as kubectl and the API server would. */
export function applyTo(world: World, application: Application): Applied {
  const { key, manifest, mode, force } = application
  const refusal = world.scripted.refusal(key, 'apply', world.attempt)
  if (refusal !== undefined) return { result: 'refused', message: refusal }
  const live = world.objects.get(key)
  if (live === undefined) return create(world, application)
  if (mode === 'create') return { result: 'refused', message: `${label(manifest)} already exists` }
  // kubectl replace --force always deletes, waits and creates, even if nothing changed.
  if (mode === 'replace' && force) return recreate(world, application, live)
  const fixed = mode === 'replace' ? replacedField(manifest, live.manifest) : immutableChange(manifest, live.manifest)
  if (fixed !== undefined)
    return force || isReconciled(application)
      ? recreate(world, application, live)
      : { result: 'refused', message: `${label(manifest)} is invalid: ${fixed}: field is immutable` }
  return configure(world, application, live)
}

/**
 * gitops-engine/pkg/utils/kube/resource_ops.go `ApplyResource` first runs `kubectl auth reconcile`, which recreates a
 * binding whose role has changed.
 */
function isReconciled({ mode, manifest }: Application): boolean {
  return mode === 'apply' && manifest.apiVersion === 'rbac.authorization.k8s.io/v1'
}

/** A Job can never be replaced: the manifest lacks the selector and labels that the API server added. */
function replacedField(target: Manifest, live: Manifest): string | undefined {
  return target.kind === 'Job' ? 'spec.selector' : immutableChange(target, live)
}

function create(world: World, application: Application): Applied {
  put(world, application)
  return { result: 'created', message: `${label(application.manifest)} created` }
}

function recreate(world: World, application: Application, live: LiveObject): Applied {
  deleteObject(world, live)
  world.leaving.delete(live)
  world.doomed.delete(live)
  put(world, application)
  return { result: 'recreated', message: `${label(application.manifest)} replaced` }
}

function configure(world: World, { key, manifest, hookFinalizer }: Application, live: LiveObject): Applied {
  const difference = differenceOf(manifest, live.manifest)
  const { attempt, now } = world
  // A Job that has ended ignores a changed spec. Every other kind rolls the new spec out.
  if (difference === 'spec' && manifest.kind !== 'Job')
    live.changes = world.scripted.changesOf(key, manifest, { attempt, now })
  if (difference !== 'none') live.manifest = patched(live.manifest, manifest)
  if (hookFinalizer && !live.hookFinalizer) {
    live.hookFinalizer = true
    live.finalizedIn = world.passesBegun
  }
  for (const kind of kindDefinedBy(manifest)) world.served.set(kind, true)
  const word = difference === 'none' ? 'unchanged' : 'configured'
  return { result: word, message: `${label(manifest)} ${word}` }
}

/** kubectl does not touch what it never applied: status, and the metadata that the cluster sets. */
function patched(live: Manifest, target: Manifest): Manifest {
  const { status } = live
  const metadata = {
    ...live.metadata,
    ...target.metadata,
    ...words(live, target, 'labels'),
    ...words(live, target, 'annotations'),
  }
  return { ...target, metadata, ...(status === undefined ? {} : { status }) }
}

/** On an object read from a cluster we can't tell which labels or annotations were applied, so it keeps all of them. */
function words(live: Manifest, target: Manifest, field: 'labels' | 'annotations'): JsonObject {
  const wanted = objectAt(target.metadata, field) ?? {}
  return { [field]: isFromCluster(live) ? { ...objectAt(live.metadata, field), ...wanted } : wanted }
}

function put(world: World, { key, manifest, hookFinalizer }: Application): void {
  const { attempt, now } = world
  const changes = world.scripted.changesOf(key, manifest, { attempt, now })
  const object: LiveObject = { key, manifest, changes, deletingSince: undefined, hookFinalizer }
  world.objects.set(key, object)
  for (const kind of kindDefinedBy(manifest)) world.served.set(kind, true)
  const end = removalOf(manifest, changes)
  if (end !== undefined) world.doomed.set(object, end)
}

/** When a user deletes the object, or the TTL controller does: its clock starts when the Job ends. */
function removalOf(manifest: Manifest, changes: readonly Change[]): number | undefined {
  const gone = changes.find(({ turns }) => turns === 'gone')
  if (gone !== undefined) return gone.at
  const ttl = at(manifest, 'spec', 'ttlSecondsAfterFinished')
  const end = changes.find(({ turns }) => turns === 'healthy' || turns === 'degraded')
  return manifest.kind === 'Job' && typeof ttl === 'number' && end !== undefined ? end.at + ttl : undefined
}

function label({ kind, metadata: { name } }: Manifest): string {
  return `${kind.toLowerCase()}/${name}`
}
