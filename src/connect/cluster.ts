/**
 * What the runner reads from the Kubernetes API inside a pod: its own pod, and the Jobs of a pipeline. A few GETs don't
 * justify the client library for Node, which costs a second and 60 MB at start.
 */
import type { ClusterAccess } from './cluster-access.ts'
import { eachPage, getJson } from './cluster-request.ts'
import { containerStates, jobState, type ContainerState, type JobState } from './cluster-state.ts'

export type { ContainerState, JobState } from './cluster-state.ts'

export interface Cluster {
  /** The containers of the runner's own pod in spec order, native sidecars included. */
  readonly ownContainers: () => Promise<readonly ContainerState[]>
  /** In the order of the names. A Job that does not exist is `missing`. */
  readonly jobs: (namespace: string, names: readonly string[]) => Promise<readonly JobState[]>
}

export interface OwnPod {
  readonly namespace: string
  /** The container's variable HOSTNAME, which the kubelet sets to the pod's name. */
  readonly name: string
}

/** Throws a `Failure` if the API can't be reached, refuses, or is not Kubernetes. */
export function cluster(access: ClusterAccess, own: OwnPod): Cluster {
  return {
    ownContainers: async () =>
      containerStates(await getJson(access, `/api/v1/namespaces/${own.namespace}/pods/${own.name}`)),
    jobs: async (namespace, names) => {
      // The label narrows the list. The names are matched here, because a Job's own name is not a label.
      const jobs = await eachPage(access, `/apis/batch/v1/namespaces/${namespace}/jobs`, ownLabel)
      const of = `batch.kubernetes.io/job-name in (${names.join(',')})`
      const pods =
        names.length === 0 ? [] : await eachPage(access, `/api/v1/namespaces/${namespace}/pods`, `${ownLabel},${of}`)
      return names.map((name) => jobState(name, jobs, pods))
    },
  }
}

const ownLabel = 'wavec.dev/pipeline'
