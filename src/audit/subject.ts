import { comparePlaces } from '../argocd/phases.ts'
import { annotation, hookKey, isHook } from '../manifest/annotations.ts'
import { objectAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { syncPositions, type SyncPosition } from '../manifest/order.ts'
import type { UnitDocument } from '../render/sources.ts'
import { podSpecPaths } from '../refs/fields.ts'
import { findReferences, type Reference } from '../refs/references.ts'
import { containersAt, type ContainerPlace } from './containers.ts'

/** One object under audit, with what nearly every rule asks first. */
export interface Subject extends UnitDocument {
  /** `Job/migrate`. */
  readonly id: string
  /** Where Argo CD applies it: one a phase, none if never. */
  readonly positions: readonly SyncPosition[]
  /** Whose annotation makes it a hook of the sync. */
  readonly hook: 'argocd' | 'helm' | undefined
  /** Of kinds with a pod template: its keys from the root, its metadata and spec. */
  readonly pod: Pod | undefined
  /** Of its pod. A dozen rules ask for them, as for the references: what is kept here costs less than a map beside it. */
  readonly containers: readonly ContainerPlace[]
  readonly references: readonly Reference[]
}

export interface Pod {
  /** Where the template stands; the spec is below it. */
  readonly path: readonly string[]
  readonly template: JsonObject
  readonly spec: JsonObject
}

export function subjectOf(document: UnitDocument): Subject {
  // Not all of it: what was read may hold much more than a document of a unit promises.
  const { manifest, file, locate, origin } = document
  const pod = podOf(document)
  return {
    manifest,
    file,
    locate,
    origin,
    id: `${manifest.kind}/${manifest.metadata.name}`,
    positions: syncPositions(manifest),
    hook: hookOf(document),
    pod,
    containers: pod === undefined ? none : containersAt(pod.spec, [...pod.path, 'spec']),
    references: findReferences(manifest),
  }
}

const none: readonly ContainerPlace[] = []

function hookOf({ manifest }: UnitDocument): Subject['hook'] {
  if (!isHook(manifest)) return undefined
  return annotation(manifest, hookKey) === undefined ? 'helm' : 'argocd'
}

function podOf({ manifest }: UnitDocument): Pod | undefined {
  const path = podSpecPaths[manifest.kind]?.split('.').slice(0, -1)
  if (path === undefined) return undefined
  const template = objectAt(manifest, ...path)
  const spec = objectAt(template, 'spec')
  return template === undefined || spec === undefined ? undefined : { path, template, spec }
}

export function isJob({ manifest: { apiVersion, kind } }: Subject): boolean {
  return kind === 'Job' && apiVersion.startsWith('batch/')
}

/** What runs once and can't be changed while it is there: applied again, it stays as it is. */
export function runsToCompletion({ manifest: { kind } }: Subject): boolean {
  return kind === 'Job' || kind === 'Pod' || kind === 'Workflow'
}

/** A hook that takes part in a sync, not one of the deletion of the Application. */
export function isSyncHook(subject: Subject): boolean {
  return subject.hook !== undefined && subject.positions.length > 0
}

const workloads: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout'])

/** What serves, and is meant to go on. */
export function isWorkload({ manifest: { kind } }: Subject): boolean {
  return workloads.has(kind)
}

/** Its name is made when it is applied. */
export function isGenerated({ manifest: { metadata } }: Subject): boolean {
  return metadata['generateName'] === metadata.name
}

/** Argo CD waits for the one before it applies the other. */
export function isEarlierWave({ positions: [first] }: Subject, { positions: [other] }: Subject): boolean {
  if (first === undefined || other === undefined) return false
  return comparePlaces(first, other) < 0
}

/** `PreSync wave -1`. */
export function placeOf({ positions: [first] }: Subject): string {
  return first === undefined ? 'no phase' : `${first.phase} wave ${first.wave}`
}
