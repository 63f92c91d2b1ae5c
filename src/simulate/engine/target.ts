import { deletePolicies, isHook, syncWave, type DeletePolicy } from '../../manifest/annotations.ts'
import { kindOrder, scopeOf } from '../../manifest/kinds.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Phase } from '../../argocd/phases.ts'
import { phasesOf } from '../../manifest/order.ts'
import { isList, textAt } from '../../manifest/fields.ts'
import { resourceKey, resourceResultKey } from '../resource-key.ts'
import { kindDefinedBy, liveKey } from '../world/world.ts'

/** The facts about a target or live object that do not change from pass to pass. */
export interface Subject {
  readonly manifest: Manifest
  readonly name: string
  readonly namespace: string
  readonly groupKind: string
  /** Key of the sync result. It has the destination's namespace for cluster-scoped objects too. */
  readonly resultKey: string
  /** Ids of the sync result by phase, precomputed because every pass looks them up. */
  readonly ids: Readonly<Record<Phase, string>>
  readonly liveKey: string
  readonly phases: readonly Phase[]
  readonly wave: number
  readonly kindOrder: number
  readonly isHook: boolean
  readonly policies: readonly DeletePolicy[]
  readonly defines: string | undefined
}

/** sync_context.go `getSyncTasks`: a target without a namespace gets the destination's, even if it is cluster-scoped. */
export function targetOf(manifest: Manifest, namespace: string): Subject {
  const own = scopeOf(manifest.apiVersion, manifest.kind) === 'cluster' ? undefined : manifest.metadata.namespace
  return subjectOf(manifest, own === undefined || own === '' ? namespace : own, namespace)
}

/** A live object without a target, which may be pruned. */
export function prunableOf(manifest: Manifest, namespace: string): Subject {
  const isCluster = scopeOf(manifest.apiVersion, manifest.kind) === 'cluster'
  return subjectOf(manifest, isCluster ? '' : (manifest.metadata.namespace ?? namespace), namespace)
}

/**
 * gitops-engine/pkg/cache/cluster.go `GetManagedLiveObjs`: an object that a controller owns is left to the garbage
 * collector unless a manifest has its name.
 */
export function isOwned({ metadata }: Manifest): boolean {
  const owners = metadata['ownerReferences']
  return isList(owners) && owners.length > 0
}

/**
 * The object of a hook in one phase. sync_context.go `getSyncTasks` completes generateName with revision, phase and the
 * operation's start, so a retry produces the same name.
 */
export function named(hook: Subject, phase: Phase, operation: NamedBy): Subject {
  const generated = generateNameOf(hook.manifest)
  if (generated === undefined) return hook
  const { revision, startedAt, namespace } = operation
  const short = revision.length >= 8 ? revision.slice(0, 7) : revision
  const name = generated + `${short}-${phase}-${startedAt}`.toLowerCase()
  return targetOf({ ...hook.manifest, metadata: { ...hook.manifest.metadata, name } }, namespace)
}

interface NamedBy {
  readonly revision: string
  readonly startedAt: number
  readonly namespace: string
}

/** The prefix, if the object has no name of its own. The loader may have set the name to the prefix. */
export function generateNameOf({ metadata }: Manifest): string | undefined {
  const prefix = textAt(metadata, 'generateName')
  return metadata.name === '' || metadata.name === prefix ? prefix : undefined
}

function subjectOf(manifest: Manifest, namespace: string, destination: string): Subject {
  const { name } = manifest.metadata
  const key = resourceKey(manifest, namespace, name)
  const hook = isHook(manifest)
  return {
    manifest,
    name,
    namespace,
    groupKind: key.split('/', 2).join('/'),
    resultKey: key,
    ids: idsOf(key),
    liveKey: liveKey(manifest, destination, name),
    phases: phasesOf(manifest),
    wave: syncWave(manifest),
    kindOrder: kindOrder(manifest.kind),
    isHook: hook,
    policies: hook ? deletePolicies(manifest) : [],
    defines: kindDefinedBy(manifest)[0],
  }
}

export function idsOf(key: string): Subject['ids'] {
  return {
    PreSync: resourceResultKey(key, 'PreSync'),
    Sync: resourceResultKey(key, 'Sync'),
    PostSync: resourceResultKey(key, 'PostSync'),
    SyncFail: resourceResultKey(key, 'SyncFail'),
  }
}
