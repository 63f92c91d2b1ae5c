import type { Packet } from '../protocol/packet.ts'
import type { Step, StepKind } from '../protocol/step.ts'
import type { Cluster } from '../connect/cluster.ts'
import type { Http } from '../connect/http.ts'
import type { Session } from '../connect/session.ts'
import type { Tools } from '../tools/index.ts'

export type { JobState } from '../connect/cluster.ts'

/**
 * How a step is run. It works only through its adapters, ends early when `adapters.stop` is aborted, and answers with
 * what it proved or with what failed. It may throw a `Failure` (the world refused); `runStep` turns that into an
 * Outcome. Anything else that is thrown is a bug.
 */
export type StepRunner<K extends StepKind = StepKind> = (step: StepOf<K>, adapters: Adapters) => Promise<Outcome>

export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>

export type Outcome =
  /** `proved` is the last line of the log: what is known now that was not known before. */
  | { readonly result: 'ok'; readonly proved: string; readonly warnings?: readonly string[] }
  /** `failed` for good: exit 4. `retry` may help: exit 75. */
  | { readonly result: 'failed' | 'retry'; readonly packet: Packet; readonly warnings?: readonly string[] }

/** Everything that a step may reach. */
export interface Adapters {
  /** Connects with backoff, with the step's session settings in place. The caller closes it: `await using`. */
  database(): Promise<Session>
  readonly http: Http
  /** Absent where the pod has no token of a service account. */
  readonly cluster?: () => Promise<Cluster>
  readonly clock: Clock
  readonly log: Log
  readonly files: Files
  /** In [0, 1). */
  readonly random: () => number
  /** Aborted by SIGTERM, SIGINT and `stopAfter`; `reason` is a StopReason. */
  readonly stop: AbortSignal
  readonly identity: Identity
  readonly mode: 'run' | 'dry-run'
  readonly tools: Tools
}

/** One attempt: the Job's name and the pod's UID. */
export interface Identity {
  readonly job: string
  readonly pod: string
}

export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Resolves after so many milliseconds, or at once when `stop` is aborted; never rejects. */
  readonly sleep: (ms: number, stop?: AbortSignal) => Promise<void>
  /** When the step has to have ended, in milliseconds since the epoch. */
  readonly deadline: number
}

export type LogValue = string | number | boolean | null | undefined | readonly string[]

/** One line a call: JSON off a terminal, text on one. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, LogValue>>): void
  warn(message: string, fields?: Readonly<Record<string, LogValue>>): void
  /** The packet: its lines on a terminal, one object off it. */
  fail(lines: readonly string[], packet: Packet): void
}

export interface Files {
  /** Throws a `Failure` where the file can't be read. */
  read(path: string): Promise<Uint8Array>
}
