import { asList, at, numberAt, parsed, textAt } from './json.ts'

export interface ContainerState {
  readonly name: string
  readonly ready: boolean
  readonly isRunning: boolean
  /** How often it has ended so far. A restart comes later: the kubelet waits up to five minutes before it. */
  readonly ends: number
  /** How the container last ended, e.g. OOMKilled. */
  readonly ended?: { readonly reason: string; readonly exitCode: number }
}

export interface JobState {
  readonly name: string
  readonly state: 'missing' | 'running' | 'succeeded' | 'failed'
  /** The reason in the Job's condition, e.g. BackoffLimitExceeded. */
  readonly reason?: string
  /** The termination message of wavec's container in its newest pod, of the one that failed where there are several. */
  readonly verdict?: string
  readonly exitCode?: number
}

/** Native sidecars report their status among the init containers. */
export function containerStates(pod: unknown): readonly ContainerState[] {
  return [...asList(at(pod, 'status', 'initContainerStatuses')), ...asList(at(pod, 'status', 'containerStatuses'))].map(
    containerState,
  )
}

function containerState(status: unknown): ContainerState {
  const ended = at(status, 'state', 'terminated') ?? at(status, 'lastState', 'terminated')
  const isRunning = at(status, 'state', 'running') !== undefined
  return {
    name: textAt(status, 'name') ?? '',
    ready: at(status, 'ready') === true,
    isRunning,
    // Until the kubelet starts it again, restartCount does not know of the instance that has ended.
    ends: (numberAt(status, 'restartCount') ?? 0) + (ended === undefined || isRunning ? 0 : 1),
    ...(ended === undefined
      ? {}
      : { ended: { reason: textAt(ended, 'reason') ?? 'unknown', exitCode: numberAt(ended, 'exitCode') ?? -1 } }),
  }
}

export function jobState(name: string, jobs: readonly unknown[], pods: readonly unknown[]): JobState {
  const job = jobs.find((candidate) => textAt(candidate, 'metadata', 'name') === name)
  if (job === undefined) return { name, state: 'missing' }
  const uid = textAt(job, 'metadata', 'uid')
  const ended = ending(newest(pods.filter((pod) => ownerOf(pod) === uid)))
  return { name, ...conditionOf(job), ...ended }
}

/**
 * FailureTarget and SuccessCriteriaMet report the result of a Job while its pods still terminate (Kubernetes 1.31), which
 * is when a report may read it.
 */
function conditionOf(job: unknown): Pick<JobState, 'state' | 'reason'> {
  for (const condition of asList(at(job, 'status', 'conditions'))) {
    const type = textAt(condition, 'type')
    if (textAt(condition, 'status') !== 'True') continue
    if (type === 'Complete' || type === 'SuccessCriteriaMet') return { state: 'succeeded' }
    const reason = textAt(condition, 'reason')
    if (type === 'Failed' || type === 'FailureTarget')
      return { state: 'failed', ...(reason === undefined ? {} : { reason }) }
  }
  return { state: 'running' }
}

/** By UID, because pods of an earlier Job of the same name may still exist. */
function ownerOf(pod: unknown): string | undefined {
  const owner = asList(at(pod, 'metadata', 'ownerReferences')).find((reference) => at(reference, 'controller') === true)
  return textAt(owner, 'uid')
}

/** The API's times are RFC 3339 in UTC with whole seconds, so they sort as text. */
function newest(pods: readonly unknown[]): unknown {
  let found: unknown
  for (const pod of pods) if (found === undefined || created(pod) > created(found)) found = pod
  return found
}

function created(pod: unknown): string {
  return textAt(pod, 'metadata', 'creationTimestamp') ?? ''
}

/** The one whose result is the stage's first. */
const ownContainers = ['wavec', 'stamp', 'complete']

/** Of the container of wavec's that failed, else of the one called wavec. */
function ending(pod: unknown): Pick<JobState, 'verdict' | 'exitCode'> {
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((list) => asList(at(pod, 'status', list)))
  const own = ownContainers.flatMap((name) => statuses.filter((status) => textAt(status, 'name') === name))
  const ended = own.map((status) => at(status, 'state', 'terminated'))
  const terminated = ended.find((each) => (numberAt(each, 'exitCode') ?? 0) !== 0) ?? ended[0]
  const message = textAt(terminated, 'message')
  const exitCode = numberAt(terminated, 'exitCode')
  return {
    ...(message !== undefined && at(parsed(message), 'wavec') === 1 ? { verdict: message } : {}),
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}
