import { Client, type FieldDef, type QueryResult } from 'pg'
import { Failure } from '../diagnostic/failure.ts'
import { certificateFailure } from './pg-certificate.ts'
import { databaseFailure } from './pg-failure.ts'
import type { ConnectionOptions } from './pg-options.ts'
import { executeWithoutRows } from './pg-execute.ts'
import type { Circumstances } from './pg-kinds.ts'
import { watchReported } from './pg-reported.ts'
import { blankRefused } from './pg-secret-value.ts'
import { negotiated, tlsFor } from './pg-tls.ts'
import type { Result, Row, Session, Value } from './session.ts'

export interface SessionSettings {
  /** Milliseconds; 0 disables the timeout. */
  readonly lockTimeout: number
  readonly statementTimeout: number
  /** First in the search_path. */
  readonly schema: string | undefined
  readonly access: 'read-write' | 'read-only'
}

/** The limit for one attempt to connect, unless PGCONNECT_TIMEOUT is set. */
const connectTimeout = 10_000

/**
 * Opens one connection and applies its settings, in one attempt. Throws a `Failure`. `untouched` sets nothing: through a
 * pooler that shares its backends, a setting would reach the application's sessions.
 */
export async function openSession(
  options: ConnectionOptions,
  settings: SessionSettings | 'untouched',
): Promise<Session> {
  const { client, misreading } = await connected(options)
  try {
    const { rows } = await client.query<Row>(introduction)
    const serverVersion = Number(rows[0]?.['version'])
    if (settings !== 'untouched') await client.query(settingsSql(settings, serverVersion))
    const readOnly = rows[0]?.['standby'] === 't' ? 'standby' : rows[0]?.['readonly'] === 'on' ? 'role' : 'session'
    return sessionOf(client, { misreading, options, settings, serverVersion, pid: Number(rows[0]?.['pid']), readOnly })
  } catch (error) {
    await client.end()
    throw databaseFailure(error, { sent: { sql: '' } })
  }
}

const introduction = `select pg_backend_pid() as pid, current_setting('server_version_num') as version,
  pg_is_in_recovery() as standby, current_setting('transaction_read_only') as readonly`

/** The settings of every session that migrates. Running it again overrides the SETs of a migration file. */
function settingsSql(
  { lockTimeout, statementTimeout, schema, access }: SessionSettings,
  serverVersion: number,
): string {
  const settings = [
    `set lock_timeout = ${lockTimeout}`,
    `set statement_timeout = ${statementTimeout}`,
    'set idle_in_transaction_session_timeout = 0',
    // Without this check a backend whose client was killed continues and commits (new in PostgreSQL 14).
    ...(serverVersion >= 140000 ? ['set client_connection_check_interval = 1000', 'set idle_session_timeout = 0'] : []),
    ...(serverVersion >= 170000 ? ['set transaction_timeout = 0'] : []),
    ...(schema === undefined ? [] : [`set search_path = ${identifier(schema)}, public`]),
    ...(access === 'read-only' ? ['set default_transaction_read_only = on'] : []),
  ]
  return settings.join('; ')
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function literal(text: string): string {
  return text.includes('\\')
    ? ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`
}

async function connected(options: ConnectionOptions): Promise<Pick<Known, 'misreading'> & { readonly client: Client }> {
  let client: Client | undefined
  try {
    const ssl = await tlsFor(options, connectTimeout)
    client = new Client({
      ...options,
      password: () => passwordOf(options),
      ssl,
      application_name: options.application,
      connectionTimeoutMillis: connectTimeout,
      keepAlive: true,
      types: { getTypeParser: () => (text: string) => text },
    })
    // The next query reports a broken connection. Without a listener the event would end the process.
    client.on('error', () => undefined)
    const misreading = watchReported(client)
    await client.connect()
    return { client, misreading }
  } catch (error) {
    // Otherwise the server would keep the abandoned login until its authentication_timeout.
    await client?.end().catch(() => undefined)
    if (error instanceof Failure) throw error
    throw await connectFailure(error, options)
  }
}

/** States that a blank in a value of the Secret leads to. */
const aboutValues: readonly (string | undefined)[] = ['28P01', '28000', '3D000']

async function connectFailure(error: unknown, options: ConnectionOptions): Promise<Failure> {
  const failure = await certificateFailure(error, {
    options,
    subject: `can't connect to ${addressOf(options)}: `,
    open: () => negotiated(options, connectTimeout),
    timeout: connectTimeout,
  })
  if (!aboutValues.includes(failure.sqlstate)) return failure
  const { user, database, password } = options
  const given = Object.entries({ user, database, password }).map(([name, value]) => ({ name, value }))
  return blankRefused(failure.message, given, failure)
}

/** Called only if the server requires a password. */
function passwordOf({ password, user }: ConnectionOptions): string {
  if (password !== undefined && password !== '') return password
  throw new Failure(`the server requires a password for ${user}, and none is set`, {
    code: 'database/wrong-password',
    exit: 4,
    next: 'kubectl get secret   # check that the one that database.secret names has a password',
  })
}

function addressOf({ user, host, port, database }: ConnectionOptions): string {
  return host.startsWith('/') ? `${user}@${database} on ${host}` : `${user}@${host}:${port}/${database}`
}

/**
 * DISCARD ALL in parts, without the advisory locks (https://www.postgresql.org/docs/18/sql-discard.html). The last two are
 * what the client sends and how files are split into statements: a role may have other settings.
 */
const discard =
  "close all; reset session authorization; reset role; reset all; deallocate all; unlisten *; discard plans; discard sequences; discard temp; set client_encoding = 'UTF8'; set standard_conforming_strings = on"

const statuses = { I: 'none', T: 'open', E: 'failed' } as const

interface Known {
  readonly misreading: Session['misreading']
  readonly options: ConnectionOptions
  readonly settings: SessionSettings | 'untouched'
  readonly serverVersion: number
  readonly pid: number
  /** What a refused write would mean. A primary does not become a standby while a session is open. */
  readonly readOnly: Circumstances['readOnly']
}

function sessionOf(client: Client, { misreading, options, settings, serverVersion, pid, readOnly }: Known): Session {
  const asked = async <T>(sql: string, work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw databaseFailure(error, { sent: { sql }, readOnly })
    }
  }
  const another = (): Promise<Session> =>
    openSession(
      options,
      settings === 'untouched' ? settings : { ...settings, lockTimeout: 1000, statementTimeout: 5000 },
    )
  return {
    serverVersion,
    pid,
    // A pooler invents the key with which its client can cancel a query.
    route: 'processID' in client && client.processID === pid ? 'direct' : 'pooled',
    address: addressOf(options),
    another,
    restore: `${discard}; ${settings === 'untouched' ? '' : settingsSql(settings, serverVersion)}`,
    query: (text, values) => asked(text, run(client, text, values)),
    execute: (text) => asked(text, executeWithoutRows(client, text)),
    transaction: () => statuses[client.getTransactionStatus() ?? 'I'],
    misreading,
    cancel: async () => {
      try {
        await using watcher = await another()
        await watcher.query('select pg_cancel_backend($1)', [pid])
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        // The server notices that its client is gone: client_connection_check_interval.
        await client.end()
      }
    },
    [Symbol.asyncDispose]: async () => {
      await client.end().catch(() => undefined)
    },
  }
}

async function run(client: Client, text: string, values: readonly Value[] | undefined): Promise<Result> {
  // Without its queryMode, node-pg sends a text without values by the simple protocol, which runs several statements.
  const query = values === undefined ? { text } : { text, values: [...values], queryMode: 'extended' as const }
  return resultOf(lastOf(await client.query<Row>(query)))
}

/** For several statements node-pg returns a list, which its types omit. */
function lastOf(answer: QueryResult<Row> | QueryResult<Row>[]): QueryResult<Row> | undefined {
  return 'rows' in answer ? answer : answer.at(-1)
}

function resultOf(answer: QueryResult<Row> | undefined): Result {
  const fields = (answer?.fields ?? []).map(fieldOf)
  return { rows: answer?.rows ?? [], fields, command: answer?.command ?? '', count: answer?.rowCount ?? 0 }
}

function fieldOf({ name, dataTypeID, dataTypeModifier }: FieldDef): Result['fields'][number] {
  return { name, type: dataTypeID, modifier: dataTypeModifier }
}
