import { comparePlaces } from '../argocd/phases.ts'
import { annotation, hookKey, isHook } from '../manifest/annotations.ts'
import { objectAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { syncPositions, type SyncPosition } from '../manifest/order.ts'
import type { UnitDocument } from '../render/index.ts'
import { podSpecPaths } from '../refs/fields.ts'
import { findReferences, type Reference } from '../refs/references.ts'
import { containersAt, type ContainerPlace } from './containers.ts'

/** One object under audit, with the facts that most rules need. */
export interface Subject extends UnitDocument {
  /** `Job/migrate`. */
  readonly id: string
  /** Where Argo CD applies it: one position per phase, none if it is never applied. */
  readonly positions: readonly SyncPosition[]
  /** The tool whose annotation makes it a hook. */
  readonly hook: 'argocd' | 'helm' | undefined
  /** Only for kinds with a pod template. */
  readonly pod: Pod | undefined
  /** Read by a dozen rules, as `references` are: a field costs less than a map beside the object. */
  readonly containers: readonly ContainerPlace[]
  readonly references: readonly Reference[]
}

export interface Pod {
  /** The place of the template in the manifest; the pod spec is its `spec`. */
  readonly path: readonly string[]
  readonly template: JsonObject
  readonly spec: JsonObject
}

export function subjectOf(document: UnitDocument): Subject {
  // Not `...document`: a loaded document may carry far more than a UnitDocument declares.
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

/** Runs once and is immutable, so applying it again changes nothing. */
export function runsToCompletion({ manifest: { kind } }: Subject): boolean {
  return kind === 'Job' || kind === 'Pod' || kind === 'Workflow'
}

/** PreDelete and PostDelete hooks run on deletion and have no position in a sync. */
export function isSyncHook(subject: Subject): boolean {
  return subject.hook !== undefined && subject.positions.length > 0
}

const workloads: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout'])

/** Kinds whose pods serve and never complete. */
export function isWorkload({ manifest: { kind } }: Subject): boolean {
  return workloads.has(kind)
}

/** Its name is generated when it is applied. */
export function isGenerated({ manifest: { metadata } }: Subject): boolean {
  return metadata['generateName'] === metadata.name
}

/** Argo CD waits for the first before it applies the second. */
export function isEarlierWave({ positions: [first] }: Subject, { positions: [other] }: Subject): boolean {
  if (first === undefined || other === undefined) return false
  return comparePlaces(first, other) < 0
}

/** `PreSync wave -1`. */
export function placeOf({ positions: [first] }: Subject): string {
  return first === undefined ? 'no phase' : `${first.phase} wave ${first.wave}`
}
