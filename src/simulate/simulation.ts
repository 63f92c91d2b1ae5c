import type { Manifest } from '../manifest/manifest.ts'

/** What an object can turn into once it is applied. What no outcome names turns `healthy` after its kind's time. */
export type Turn =
  | 'healthy'
  | 'degraded'
  | 'progressing'
  | 'suspended'
  /** A Job that was suspended and runs again. */
  | 'resumed'
  | 'unknown'
  /** Somebody deletes it. */
  | 'gone'

/** The object that an outcome is about: `group/Kind/namespace/name`. */
interface About {
  readonly of: string
  /** Only in this try of the operation, from 1. */
  readonly attempt?: number
}

/** `after` seconds, counted from when its spec was applied. */
export interface Turning extends About {
  readonly after: number
  readonly turns: Turn
}

export interface Refusing extends About {
  readonly refuses: 'dry-run' | 'apply' | 'prune' | 'delete'
  readonly message: string
}

/** How long the object takes to go once it is deleted; `null` is for ever. */
export interface Deleting extends About {
  readonly goesAfter: number | null
}

export type Outcome = Turning | Refusing | Deleting

export interface Retry {
  readonly limit: number
  readonly duration: number
  readonly factor: number
  /** 0 is without bound. */
  readonly maxDuration: number
}

/** What Argo CD calls the operation, its settings resolved. Seconds throughout. */
export interface Operation {
  /** spec.destination.namespace */
  readonly namespace: string
  /** The commit; hooks with generateName carry its first seven digits. */
  readonly revision: string
  /** Unix seconds, for the same names. */
  readonly startedAt: number
  readonly prune: boolean
  readonly force: boolean
  /** A selective sync, self-heal, or strategy `apply`: no hooks. */
  readonly skipHooks: boolean
  /** `group/Kind/name` of what a selective sync is about; undefined is all. */
  readonly resources: readonly string[] | undefined
  readonly syncOptions: readonly string[]
  readonly managesNamespaceMetadata: boolean
  readonly pruneConfirmed: boolean
  readonly retry: Retry
  /** ARGOCD_SYNC_WAVE_DELAY */
  readonly waveDelay: number
  /** controller.sync.timeout.seconds; 0 is none. */
  readonly timeout: number
  /** When a person terminates it. */
  readonly terminateAt: number | undefined
  /** `group/Kind` that the cluster does not know. */
  readonly unknownKinds: readonly string[]
  /** The AppProject, as the engine's messages name it. */
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
