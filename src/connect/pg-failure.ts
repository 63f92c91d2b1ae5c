import { DatabaseError } from 'pg'
import { Failure } from '../diagnostic/failure.ts'
import { thrownText } from '../diagnostic/thrown.ts'
import { codeOf } from './error-code.ts'
import { withoutValues, type Sent, type Shown } from './pg-detail.ts'
import { networkKind, stateKind, type Circumstances, type Kind } from './pg-kinds.ts'

/** The server refused, or can't be reached. Its texts go into logs and contain no row values. */
export class DatabaseFailure extends Failure {
  readonly sqlstate: string | undefined
  /** Character in the query, from 1. */
  readonly position: number | undefined
  readonly detail: string | undefined
  readonly hint: string | undefined

  constructor(message: string, kind: Kind, { error, shown }: { readonly error: unknown; readonly shown?: Shown }) {
    super(message, { code: kind.code, exit: kind.exit, next: kind.next, cause: error })
    const server = error instanceof DatabaseError ? error : undefined
    this.sqlstate = server?.code
    this.position = server?.position === undefined ? undefined : Number(server.position)
    this.detail = shown?.detail
    this.hint = shown?.hint
  }
}

/** When the error happened. */
interface Moment {
  readonly sent: Sent
  readonly subject?: string
  readonly readOnly?: Circumstances['readOnly']
}

export function databaseFailure(error: unknown, { sent, subject = '', readOnly = 'session' }: Moment): DatabaseFailure {
  if (error instanceof DatabaseFailure) return error
  const code = codeOf(error)
  const coded = code === undefined ? '' : ` (${code})`
  if (!(error instanceof DatabaseError)) {
    // Node reports the addresses that it tried in an AggregateError without a message.
    return new DatabaseFailure(`${subject}${thrownText(error)}${coded}`, networkKind(code), { error })
  }
  const shown = withoutValues(error, sent)
  const kind = stateKind(code, { readOnly, origin: error.routine === undefined ? 'pooler' : 'server' })
  return new DatabaseFailure(`${subject}${shown.message}${coded}`, kind, { error, shown })
}
