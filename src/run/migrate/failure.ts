import { DatabaseFailure } from '../../connect/pg-failure.ts'
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

/** The failure of a file with what is left of it, unless the failure knows that better. Anything else is returned as it is. */
export function withState(error: unknown, state: string): unknown {
  if (error instanceof MigrationFailure) {
    return error.state === undefined ? restated(error, error.message, { exit: exitOf(error), state }) : error
  }
  if (!(error instanceof Failure)) return error
  const { code, next, message } = error
  const sqlstate = error instanceof DatabaseFailure ? error.sqlstate : undefined
  return new MigrationFailure(message, { code, exit: exitOf(error), next, sqlstate, state, cause: error })
}

function exitOf({ exit }: Failure): 4 | 75 {
  return exit === 75 ? 75 : 4
}
