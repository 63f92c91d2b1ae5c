/** What a step leaves behind for people: a verdict of one line in the pod's status, and on failure a packet in the log. */
import type { StepKind } from './step.ts'

/** A statement of a migration, and where in it something failed. Lines and columns count from 1. */
export interface FailedStatement {
  readonly file: string
  /** Which statement of the file, from 1. */
  readonly number: number
  readonly line: number
  readonly column: number
  /** The line of the file. */
  readonly source: string
}

/** A session that another one waits for. Its query is normalised: no literal of it is shown. */
export interface Blocker {
  readonly pid: number
  readonly user: string
  readonly application: string
  readonly state: string
  readonly query: string
  /** Milliseconds since its transaction started; absent if it has none, or its age is not visible to this role. */
  readonly age?: number
  /** Whether this role may see its state, query and age. */
  readonly isVisible: boolean
}

export interface Packet {
  /** Names the kind of failure, e.g. `database/wrong-password`; nothing matches on the message. */
  readonly code: string
  /** What failed and why. */
  readonly message: string
  readonly statement?: FailedStatement
  readonly sqlstate?: string
  readonly blockers?: readonly Blocker[]
  /** Further findings, one line each. */
  readonly details?: readonly string[]
  /** What was left behind: applied, not applied, half done. */
  readonly state?: string
  /** A line that can be pasted. */
  readonly next: string
}

/** The termination message. */
export interface Verdict {
  readonly wavec: 1
  readonly step: StepKind
  readonly pipeline: string
  readonly release: string
  readonly exit: number
  readonly code?: string
  readonly message: string
  readonly next?: string
}

/** The kubelet keeps at most 4,096 bytes of a container's message; a line of 1,000 is read whole in every UI. */
export const verdictLimit = 1000
