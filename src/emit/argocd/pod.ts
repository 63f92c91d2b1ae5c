import { asObject, jsonOf } from '../../manifest/fields.ts'
import type { JsonObject } from '../../manifest/manifest.ts'
import type { PlannedJob } from '../../plan/stage.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { runnerUser } from './security.ts'

export interface PodParts {
  readonly initContainers?: readonly JsonObject[]
  readonly containers: readonly JsonObject[]
  readonly volumes: readonly JsonObject[]
  /** Of an image that isn't wavec's, e.g. the workload's. */
  readonly pullSecrets?: readonly string[]
  readonly serviceAccount?: string | undefined
}

/** A pod that runs only what wavec owns or wraps. */
export function ownPod({ spec }: LoadedPipeline, stage: PlannedJob, parts: PodParts): JsonObject {
  const { pod } = stage
  const user =
    spec.platform === 'openshift' ? {} : { runAsUser: runnerUser, runAsGroup: runnerUser, fsGroup: runnerUser }
  const initContainers = [...sidecars(stage), ...(parts.initContainers ?? [])]
  return {
    serviceAccountName: parts.serviceAccount ?? pod.serviceAccountName,
    // It would be mounted in every container: a step that reads the cluster brings its own.
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: stage.graceSeconds,
    securityContext: { runAsNonRoot: true, ...user, seccompProfile: { type: 'RuntimeDefault' } },
    imagePullSecrets: pullSecrets(spec, stage, parts.pullSecrets ?? []),
    nodeSelector: pod.nodeSelector,
    tolerations: jsonOf(pod.tolerations),
    initContainers: initContainers.length === 0 ? undefined : initContainers,
    containers: parts.containers,
    volumes: parts.volumes.length === 0 ? undefined : parts.volumes,
  }
}

/** The user's sidecars, as native ones: they start before the step and end with it. */
export function sidecars({ pod }: PlannedJob): readonly JsonObject[] {
  return (pod.sidecars ?? []).map((container) => ({ ...asObject(jsonOf(container)), restartPolicy: 'Always' }))
}

export function pullSecrets(
  spec: LoadedPipeline['spec'],
  { pod }: PlannedJob,
  more: readonly string[],
): JsonObject[] | undefined {
  const names = [...new Set([...more, ...(pod.imagePullSecrets ?? []), ...(spec.runner?.pullSecrets ?? [])])]
  return names.length === 0 ? undefined : names.map((name) => ({ name }))
}
