import type { Manifest } from '../manifest/manifest.ts'

/** A state that an object can reach after it is applied. Without an outcome it turns `healthy` after its kind's default. */
export type Turn =
  | 'healthy'
  | 'degraded'
  | 'progressing'
  | 'suspended'
  /** A suspended Job runs again. */
  | 'resumed'
  | 'unknown'
  /** A user deletes it. */
  | 'gone'

interface About {
  /** The object: `group/Kind/namespace/name`. */
  readonly of: string
  /** Restricts the outcome to this attempt of the operation, counted from 1. */
  readonly attempt?: number
}

/** The object reaches the state `after` seconds from when its spec was applied. */
export interface Turning extends About {
  readonly after: number
  readonly turns: Turn
}

export interface Refusing extends About {
  readonly refuses: 'dry-run' | 'apply' | 'prune' | 'delete'
  readonly message: string
}

/** How many seconds the deletion of the object takes; `null` means that it never completes. */
export interface Deleting extends About {
  readonly goesAfter: number | null
}

export type Outcome = Turning | Refusing | Deleting

export interface Retry {
  readonly limit: number
  readonly duration: number
  readonly factor: number
  /** 0 means unlimited. */
  readonly maxDuration: number
}

/** An Argo CD operation with its settings resolved. All durations are in seconds. */
export interface Operation {
  /** spec.destination.namespace */
  readonly namespace: string
  /** The commit. Names from generateName contain its first seven digits. */
  readonly revision: string
  /** Unix seconds, also part of names from generateName. */
  readonly startedAt: number
  readonly prune: boolean
  readonly force: boolean
  /** True for a selective sync, self-heal and strategy `apply`, which run no hooks. */
  readonly skipHooks: boolean
  /** `group/Kind/name` of the objects of a selective sync; undefined means all. */
  readonly resources: readonly string[] | undefined
  readonly syncOptions: readonly string[]
  readonly managesNamespaceMetadata: boolean
  readonly pruneConfirmed: boolean
  readonly retry: Retry
  /** ARGOCD_SYNC_WAVE_DELAY */
  readonly waveDelay: number
  /** controller.sync.timeout.seconds; 0 means no timeout. */
  readonly timeout: number
  /** When a user terminates the operation. */
  readonly terminateAt: number | undefined
  /** `group/Kind` that the cluster does not serve. */
  readonly unknownKinds: readonly string[]
  /** The AppProject's name, for the engine's messages. */
  readonly project: string
  /** `group/Kind` or `group/Kind/namespace` that the AppProject does not permit. */
  readonly forbidden: readonly string[]
}

export interface Simulation {
  readonly title: string
  readonly targets: readonly Manifest[]
  readonly live: readonly Manifest[]
  readonly operation: Operation
  readonly outcomes: readonly Outcome[]
}
