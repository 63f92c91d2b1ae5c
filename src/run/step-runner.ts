import type { Packet } from '../protocol/packet.ts'
import type { Step, StepKind } from '../protocol/step.ts'
import type { Cluster } from '../connect/cluster.ts'
import type { Http } from '../connect/http.ts'
import type { Session } from '../connect/session.ts'
import type { Tools } from '../tools/index.ts'

/**
 * Runs a step. It has effects only through its adapters, ends early when `adapters.stop` is aborted, and returns what it
 * proved or what failed. It may throw a `Failure` for a refusal from outside, which `runStep` turns into an Outcome.
 * Anything else that is thrown is a bug.
 */
export type StepRunner<K extends StepKind = StepKind> = (step: StepOf<K>, adapters: Adapters) => Promise<Outcome>

export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>

export type Outcome =
  /** `proved`, the last line of the log, is what the step has established. */
  | { readonly result: 'ok'; readonly proved: string; readonly warnings?: readonly string[] }
  /** `failed` is permanent: exit 4. With `retry` another attempt may succeed: exit 75. */
  | { readonly result: 'failed' | 'retry'; readonly packet: Packet; readonly warnings?: readonly string[] }

/** All access of a step to the outside. */
export interface Adapters {
  /**
   * Connects with backoff, with the step's session settings in place, and tries for `patience` milliseconds, else until
   * the deadline. The caller closes it: `await using`.
   */
  database(patience?: number): Promise<Session>
  readonly http: Http
  /** Absent if the pod has no service account token. */
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
  /** Which wavec runs: its version, and the checksum of the program if it came from a ConfigMap. */
  readonly program: string
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
  /** Resolves after this many milliseconds, or at once when `stop` is aborted. Never rejects. */
  readonly sleep: (ms: number, stop?: AbortSignal) => Promise<void>
  /** When the step must have ended, in milliseconds since the epoch. */
  readonly deadline: number
}

export type LogValue = string | number | boolean | null | undefined | readonly string[]

/** Each call writes one line: text on a terminal, otherwise JSON. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, LogValue>>): void
  warn(message: string, fields?: Readonly<Record<string, LogValue>>): void
  /** Writes the packet: its lines on a terminal, otherwise one JSON object. */
  fail(lines: readonly string[], packet: Packet): void
}

export interface Files {
  /** Throws a `Failure` if the file can't be read. */
  read(path: string): Promise<Uint8Array>
}
