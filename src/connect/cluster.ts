/**
 * What the runner reads from the Kubernetes API inside a pod: its own pod, and the Jobs of a pipeline. A few GETs don't
 * justify the client library for Node, which costs a second and 60 MB at start.
 */
import type { ClusterAccess } from './cluster-access.ts'
import { jobsOf, type AskedJobs, type SeenJobs } from './cluster-jobs.ts'
import { getJson, getText } from './cluster-request.ts'
import { containerStates, type ContainerState } from './cluster-state.ts'

export type { ContainerState } from './cluster-state.ts'

export interface Cluster {
  /** The containers of the runner's own pod in spec order, native sidecars included. */
  readonly ownContainers: () => Promise<readonly ContainerState[]>
  /** The last lines that the instance of a container of the runner's own pod wrote which ended last. */
  readonly lastLines: (container: ContainerState) => Promise<readonly string[]>
  /** The Jobs with their pods and, of those that have not succeeded, the events. Throws if the Jobs can't be read. */
  readonly jobs: (asked: AskedJobs) => Promise<SeenJobs>
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
    jobs: async (asked) => jobsOf(access, asked),
  }
}

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
