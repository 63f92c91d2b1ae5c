/** The pod specs in objects, and the owners of their containers. */
import { at, objectAt, objectsAt, textAt } from '../../../src/manifest/fields.ts'
import type { Json, JsonObject, Manifest } from '../../../src/manifest/manifest.ts'
import { phasesOf } from './sync-place.ts'

export interface Pod {
  /** The path of its template, for problems. */
  readonly path: string
  readonly labels: JsonObject
  readonly annotations: JsonObject
  readonly spec: JsonObject
  /** A StatefulSet's own volumes. */
  readonly claims: readonly (string | undefined)[]
}

export function podOf(manifest: Manifest): Pod | undefined {
  const template = templatePaths[manifest.kind]
  if (template === undefined) return undefined
  const holder = at(manifest, ...template)
  return {
    path: [...template, 'spec'].join('.'),
    labels: objectAt(holder, 'metadata', 'labels') ?? {},
    annotations: objectAt(holder, 'metadata', 'annotations') ?? {},
    spec: objectAt(holder, 'spec') ?? {},
    claims: objectsAt(manifest, 'spec', 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name')),
  }
}

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Rollout: ['spec', 'template'],
}

export interface Container {
  readonly name: string
  readonly path: string
  readonly role: 'init' | 'sidecar' | 'main'
  readonly value: JsonObject
}

/** In the order in which the kubelet starts them. */
export function containersOf(pod: Pod): readonly Container[] {
  const init = objectsAt(pod.spec, 'initContainers').map((value) =>
    container(pod, 'initContainers', value, textAt(value, 'restartPolicy') === 'Always' ? 'sidecar' : 'init'),
  )
  return [...init, ...objectsAt(pod.spec, 'containers').map((value) => container(pod, 'containers', value, 'main'))]
}

function container({ path }: Pod, list: string, value: JsonObject, role: Container['role']): Container {
  const name = textAt(value, 'name') ?? ''
  return { name, path: `${path}.${list}[${name}]`, role, value }
}

/** The stage of a Job of wavec; undefined for the user's own Jobs. */
export function stageOf(manifest: Manifest): string | undefined {
  return manifest.kind === 'Job' ? textAt(manifest, 'metadata', 'labels', 'wavec.dev/stage') : undefined
}

/** Whether wavec emitted the Job: of a stage, or an extra Job of the spec. */
export function isOwnJob(manifest: Manifest): boolean {
  return stageOf(manifest) !== undefined || textAt(manifest, 'metadata', 'labels', 'wavec.dev/job') !== undefined
}

/** Whether the Job's pod contains a copy of the workload, as in the stages before the sync. */
export function isCandidate(manifest: Manifest): boolean {
  return ['deploy', 'smoke-test'].includes(stageOf(manifest) ?? '') && phasesOf(manifest).includes('PreSync')
}

/** The containers that wavec owns or wraps: sidecars are the user's, and in a candidate's pod all but `wavec`. */
export function ownContainers(manifest: Manifest): readonly Container[] {
  const pod = podOf(manifest)
  if (!isOwnJob(manifest) || pod === undefined) return []
  return containersOf(pod).filter(({ name, role }) => (isCandidate(manifest) ? name === 'wavec' : role !== 'sidecar'))
}

export function duplicates(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}

export function numberAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' ? found : undefined
}
