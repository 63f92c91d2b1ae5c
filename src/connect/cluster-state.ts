import { asList, at, numberAt, textAt } from '../protocol/json.ts'

export interface ContainerState {
  readonly name: string
  readonly ready: boolean
  readonly isRunning: boolean
  /** How often it has ended so far. A restart comes later: the kubelet waits up to five minutes before it. */
  readonly ends: number
  /** How the container last ended, e.g. OOMKilled. */
  readonly ended?: { readonly reason: string; readonly exitCode: number }
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
