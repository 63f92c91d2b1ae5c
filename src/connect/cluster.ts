/**
 * What the runner reads of Kubernetes' API from inside a pod: its own pod, and the Jobs of a pipeline. A few GETs need
 * no client library: the one for Node costs a second and 60 MB at start.
 */
import { eachPage, getJson, type ClusterAccess } from './cluster-request.ts'
import { containerStates, jobState, type ContainerState, type JobState } from './cluster-state.ts'

export type { ContainerState, JobState } from './cluster-state.ts'

export interface Cluster {
  /** The containers of this very pod in the order of the pod's spec, native sidecars included. */
  readonly ownContainers: () => Promise<readonly ContainerState[]>
  /** In the order of the names; those that are not there are `missing`. */
  readonly jobs: (namespace: string, names: readonly string[]) => Promise<readonly JobState[]>
}

export interface OwnPod {
  readonly namespace: string
  /** The variable HOSTNAME of a container: the kubelet sets it to the pod's name. */
  readonly name: string
}

/** Throws a `Failure` where the API can't be reached, refuses, or is not Kubernetes. */
export function cluster(access: ClusterAccess, own: OwnPod): Cluster {
  return {
    ownContainers: async () =>
      containerStates(await getJson(access, `/api/v1/namespaces/${own.namespace}/pods/${own.name}`)),
    jobs: async (namespace, names) => {
      // By label, because reports on several pipelines share a namespace; by name here, because a name alone is no label.
      const jobs = await eachPage(access, `/apis/batch/v1/namespaces/${namespace}/jobs`, ownLabel)
      const of = `batch.kubernetes.io/job-name in (${names.join(',')})`
      const pods =
        names.length === 0 ? [] : await eachPage(access, `/api/v1/namespaces/${namespace}/pods`, `${ownLabel},${of}`)
      return names.map((name) => jobState(name, jobs, pods))
    },
  }
}

const ownLabel = 'wavec.dev/pipeline'
