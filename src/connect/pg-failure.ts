import { DatabaseError } from 'pg'
import { Failure } from '../diagnostic/failure.ts'
import { detailWithoutValues, messageWithoutValues } from './pg-detail.ts'
import { codeOf } from './error-code.ts'

/** The server refused, or can't be reached. The fields are those of the server's error, if it answered. */
export class DatabaseFailure extends Failure {
  readonly sqlstate: string | undefined
  /** Character in the query, from 1. */
  readonly position: number | undefined
  /** Without row values, because it goes into logs. */
  readonly detail: string | undefined
  readonly hint: string | undefined

  constructor(message: string, kind: Kind, error: unknown) {
    super(message, { code: kind.code, exit: kind.exit, next: kind.next, cause: error })
    const server = error instanceof DatabaseError ? error : undefined
    this.sqlstate = server?.code
    this.position = server?.position === undefined ? undefined : Number(server.position)
    this.detail = server?.detail === undefined ? undefined : detailWithoutValues(server.detail, server.code)
    this.hint = server?.hint
  }
}

/** The kind of an error by its SQLSTATE or by Node's error code, never by its message. */
export interface Kind {
  readonly code: string
  /** 4: permanent, 75: worth a retry. */
  readonly exit: 4 | 75
  readonly next: string
}

export function databaseFailure(error: unknown, subject = ''): DatabaseFailure {
  if (error instanceof DatabaseFailure) return error
  const state = codeOf(error)
  const kind = kindOf(state)
  const said = messageWithoutValues(error instanceof Error ? messageOf(error) : String(error), state)
  return new DatabaseFailure(`${subject}${said}${state === undefined ? '' : ` (${state})`}`, kind, error)
}

function kindOf(state: string | undefined): Kind {
  if (state === undefined) return lost
  return kinds[state] ?? (/^[0-9A-Z]{5}$/.test(state) ? (classes[state.slice(0, 2)] ?? refused) : network(state))
}

const secret = 'kubectl get secret   # compare the keys of the one that database.secret names with the database'
const rerun = 'run the Job again with a full sync: argocd app sync'
const lost: Kind = { code: 'database/connection-lost', exit: 75, next: rerun }
const refused: Kind = {
  code: 'database/refused',
  exit: 4,
  next: 'correct the statement shown, then release again',
}

// Source: https://www.postgresql.org/docs/18/errcodes-appendix.html
const kinds: Readonly<Record<string, Kind>> = {
  '28P01': { code: 'database/wrong-password', exit: 4, next: secret },
  '28000': {
    code: 'database/no-access',
    exit: 4,
    next: 'let this role log in: run alter role … login, and add a line for it to pg_hba.conf',
  },
  '3D000': { code: 'database/no-database', exit: 4, next: secret },
  '42501': {
    code: 'database/permission',
    exit: 4,
    next: 'npx wavec init --role-sql ROLE   # prints what the role needs',
  },
  '25006': {
    code: 'database/read-only',
    exit: 75,
    next: 'point database.host at the primary, where select pg_is_in_recovery() returns false',
  },
  '53100': { code: 'database/disk-full', exit: 4, next: 'free disk space on the server, then run the Job again' },
  '53200': { code: 'database/out-of-memory', exit: 75, next: rerun },
  '53300': {
    code: 'database/too-many-connections',
    exit: 75,
    next: 'select usename, application_name, count(*) from pg_stat_activity group by 1, 2 order by 3 desc',
  },
  '55P03': { code: 'database/lock-timeout', exit: 75, next: rerun },
  '40P01': { code: 'database/deadlock', exit: 75, next: rerun },
  '40001': { code: 'database/serialization', exit: 75, next: rerun },
  '57014': {
    code: 'database/statement-timeout',
    exit: 4,
    next: 'split the statement, or raise database.statementTimeout',
  },
  '57P01': { code: 'database/shutdown', exit: 75, next: rerun },
  '57P02': { code: 'database/shutdown', exit: 75, next: rerun },
  '57P03': { code: 'database/starting', exit: 75, next: rerun },
  '57P05': { code: 'database/shutdown', exit: 75, next: rerun },
  '25001': { code: 'database/needs-own-transaction', exit: 4, next: 'move the statement into its own file' },
}

const classes: Readonly<Record<string, Kind>> = {
  '08': lost,
  '53': { code: 'database/resources', exit: 75, next: rerun },
  '58': { code: 'database/server-error', exit: 75, next: rerun },
  XX: { code: 'database/server-error', exit: 4, next: 'read the server log at the time of the failure' },
}

function network(code: string): Kind {
  const next = 'compare database.host and database.port with: kubectl get service,endpoints'
  if (code === 'ENOTFOUND') return { code: 'database/no-such-host', exit: 4, next }
  if (code.startsWith('ERR_TLS') || /CERT|SIGNATURE|ISSUER|^ERR_SSL/.test(code)) {
    return {
      code: 'database/tls-certificate',
      exit: 4,
      next: 'set database.tls.caSecret to the certificate authority that signed it',
    }
  }
  return { code: 'database/unreachable', exit: 75, next }
}

/** Node reports the addresses that it tried in an AggregateError without a message. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message
  if (!(error instanceof AggregateError)) return error.name
  return error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join(', ')
}
