import { Failure } from '../../diagnostic/failure.ts'
import type { Blocker, FailedStatement } from '../../protocol/packet.ts'

interface Circumstances {
  readonly code: string
  readonly exit: 4 | 75
  readonly next: string
  readonly statement?: FailedStatement | undefined
  readonly sqlstate?: string | undefined
  readonly blockers?: readonly Blocker[] | undefined
  readonly details?: readonly string[] | undefined
  /** The state that the failure left behind. */
  readonly state?: string | undefined
  readonly cause?: unknown
}

/** A migration could not be applied: where, why, and which sessions blocked it. */
export class MigrationFailure extends Failure {
  readonly statement: FailedStatement | undefined
  readonly sqlstate: string | undefined
  readonly blockers: readonly Blocker[]
  readonly details: readonly string[]
  readonly state: string | undefined

  constructor(
    message: string,
    { code, exit, next, statement, sqlstate, blockers = [], details = [], state, cause }: Circumstances,
  ) {
    super(message, { code, exit, next, cause })
    this.statement = statement
    this.sqlstate = sqlstate
    this.blockers = blockers
    this.details = details
    this.state = state
  }
}

type Changes = Pick<Circumstances, 'exit'> & Partial<Pick<Circumstances, 'next' | 'state' | 'blockers'>>

/** The same failure with another message and more details. */
export function restated(failure: MigrationFailure, message: string, changes: Changes): MigrationFailure {
  const { code, next, statement, sqlstate, blockers, details, state } = failure
  return new MigrationFailure(message, {
    code,
    next,
    statement,
    sqlstate,
    blockers,
    details,
    state,
    ...changes,
    cause: failure,
  })
}

/** The step was stopped while no statement was running. */
export function stoppedBetween(stopped: Failure, state: string): MigrationFailure {
  const { code, next, message } = stopped
  return new MigrationFailure(message, { code, exit: 75, next, state, cause: stopped })
}
