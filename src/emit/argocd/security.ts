import type { JsonObject } from '../../manifest/manifest.ts'
import type { PlannedJob } from '../../plan/stage.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'

/** The numeric user of wavec's image: distroless' `nonroot`. */
export const runnerUser = 65_532

/**
 * A container's part of Pod Security "restricted" (https://kubernetes.io/docs/concepts/security/pod-security-standards/),
 * and a root file system that can't be written. OpenShift assigns the user itself and refuses one that is named.
 */
export function restricted({ spec }: LoadedPipeline, user: number | undefined): JsonObject {
  const ids = spec.platform === 'openshift' || user === undefined ? {} : { runAsUser: user, runAsGroup: user }
  return {
    runAsNonRoot: true,
    ...ids,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  }
}

/** What the spec asks for, else modest requests and a limit on memory alone: a limit on CPU only makes a Job slower. */
export function resourcesOf({ pod }: PlannedJob, requests: JsonObject, limits: JsonObject): JsonObject {
  return { requests: pod.resources?.requests ?? requests, limits: pod.resources?.limits ?? limits }
}
