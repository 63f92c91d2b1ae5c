/**
 * What the runner reads from the Kubernetes API inside a pod: its own pod, and the Jobs of a pipeline. A few GETs don't
 * justify the client library for Node, which costs a second and 60 MB at start.
 */
import type { ClusterAccess } from './cluster-access.ts'
import { eachPage, getJson, getText } from './cluster-request.ts'
import { containerStates, jobState, type ContainerState, type JobState } from './cluster-state.ts'

export type { ContainerState, JobState } from './cluster-state.ts'

export interface Cluster {
  /** The containers of the runner's own pod in spec order, native sidecars included. */
  readonly ownContainers: () => Promise<readonly ContainerState[]>
  /** The last lines that the instance of a container of the runner's own pod wrote which ended last. */
  readonly lastLines: (container: ContainerState) => Promise<readonly string[]>
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
  const pod = `/api/v1/namespaces/${own.namespace}/pods/${own.name}`
  return {
    ownContainers: async () => containerStates(await getJson(access, pod)),
    lastLines: async ({ name, isRunning }) => {
      // Once another instance runs, the one that ended is the previous one.
      const query = new URLSearchParams({ container: name, previous: String(isRunning), tailLines: String(lineCount) })
      return lines(await getText(access, `${pod}/log?${query.toString()}`))
    },
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

const lineCount = 10
/** Characters: a stack trace in JSON is one long line, and its beginning says what happened. */
const lineLimit = 500

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lineCount)
    .map((line) => (line.length > lineLimit ? `${line.slice(0, lineLimit)}…` : line))
}
