import { asList, at, numberAt, textAt } from '../protocol/json.ts'

/** What a container does, or how it ended. */
export type ContainerState =
  | { readonly kind: 'waits'; readonly reason: string; readonly message: string | undefined }
  | { readonly kind: 'runs' }
  | {
      readonly kind: 'ended'
      readonly exitCode: number
      readonly reason: string
      readonly message: string | undefined
    }
  /** The pod ended first: the kubelet invents an exit code, and the reason for which the container waited is gone. */
  | { readonly kind: 'never-started' }

export interface Container {
  readonly name: string
  readonly image: string
  readonly state: ContainerState
}

/** Init containers, native sidecars among them, then the others. */
export function containersOf(pod: unknown): readonly Container[] {
  return ['initContainerStatuses', 'containerStatuses'].flatMap((list) =>
    asList(at(pod, 'status', list)).map((status) => ({
      name: textAt(status, 'name') ?? '',
      image: textAt(status, 'image') ?? '',
      state: stateOf(status),
    })),
  )
}

function stateOf(status: unknown): ContainerState {
  const [waiting, terminated] = [at(status, 'state', 'waiting'), at(status, 'state', 'terminated')]
  if (terminated !== undefined) {
    // What ran has a start, and null stands for none.
    if (textAt(terminated, 'startedAt') === undefined) return { kind: 'never-started' }
    return {
      kind: 'ended',
      exitCode: numberAt(terminated, 'exitCode') ?? -1,
      reason: textAt(terminated, 'reason') ?? 'unknown',
      message: textAt(terminated, 'message'),
    }
  }
  if (at(status, 'state', 'running') !== undefined) return { kind: 'runs' }
  return { kind: 'waits', reason: textAt(waiting, 'reason') ?? 'unknown', message: textAt(waiting, 'message') }
}
