import { asList, at, numberAt, parsed, textAt } from './json.ts'

export interface ContainerState {
  readonly name: string
  readonly ready: boolean
  readonly restarts: number
  /** Why it last ended, e.g. OOMKilled; with its exit code. */
  readonly ended?: { readonly reason: string; readonly exitCode: number }
}

export interface JobState {
  readonly name: string
  readonly state: 'missing' | 'running' | 'succeeded' | 'failed'
  /** The Job's own words, e.g. BackoffLimitExceeded. */
  readonly reason?: string
  /** The termination message of its newest pod's `wavec` container, if it is one of ours. */
  readonly verdict?: string
  readonly exitCode?: number
}

/** Native sidecars have their status among the init containers. */
export function containerStates(pod: unknown): readonly ContainerState[] {
  return [...asList(at(pod, 'status', 'initContainerStatuses')), ...asList(at(pod, 'status', 'containerStatuses'))].map(
    containerState,
  )
}

function containerState(status: unknown): ContainerState {
  const ended = at(status, 'state', 'terminated') ?? at(status, 'lastState', 'terminated')
  return {
    name: textAt(status, 'name') ?? '',
    ready: at(status, 'ready') === true,
    restarts: numberAt(status, 'restartCount') ?? 0,
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
 * FailureTarget and SuccessCriteriaMet say how a Job will end while its pods still do (Kubernetes 1.31), and they are
 * what a report that runs at that moment finds.
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

/** By UID: the pods of an earlier Job of the same name may still be there. */
function ownerOf(pod: unknown): string | undefined {
  const owner = asList(at(pod, 'metadata', 'ownerReferences')).find((reference) => at(reference, 'controller') === true)
  return textAt(owner, 'uid')
}

/** Times of the API are RFC 3339 in UTC with whole seconds, so that their order is that of their text. */
function newest(pods: readonly unknown[]): unknown {
  let found: unknown
  for (const pod of pods) if (found === undefined || created(pod) > created(found)) found = pod
  return found
}

function created(pod: unknown): string {
  return textAt(pod, 'metadata', 'creationTimestamp') ?? ''
}

function ending(pod: unknown): Pick<JobState, 'verdict' | 'exitCode'> {
  const status = asList(at(pod, 'status', 'containerStatuses')).find(
    (candidate) => textAt(candidate, 'name') === 'wavec',
  )
  const terminated = at(status, 'state', 'terminated')
  const message = textAt(terminated, 'message')
  const exitCode = numberAt(terminated, 'exitCode')
  return {
    ...(message !== undefined && at(parsed(message), 'wavec') === 1 ? { verdict: message } : {}),
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}
