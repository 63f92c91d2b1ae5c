import { Socket } from 'node:net'
import { Client, type FieldDef, type QueryResult } from 'pg'
import { Failure } from '../diagnostic/failure.ts'
import { certificateFailure } from './pg-certificate.ts'
import { databaseFailure } from './pg-failure.ts'
import { applyGuarded, type Guarded } from './pg-guards.ts'
import type { ConnectionOptions } from './pg-options.ts'
import { executeWithoutRows } from './pg-execute.ts'
import type { Circumstances } from './pg-kinds.ts'
import { identifier } from './pg-quote.ts'
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

/** The first session could connect. A stop that has to cancel its query can't wait for long. */
const connectTimeoutOfAnother = 5000

/**
 * Node repeats it each second and gives up after ten: a runner that waits for the answer of a server that is gone notices
 * after 15 s (https://nodejs.org/api/net.html#socketsetkeepaliveenable-initialdelay).
 */
const firstKeepAlive = 5000

/**
 * Opens one connection and applies its settings, in one attempt. Throws a `Failure`. `untouched` sets nothing: through a
 * pooler that shares its backends, a setting would reach the application's sessions.
 */
export async function openSession(
  options: ConnectionOptions,
  settings: SessionSettings | 'untouched',
  patience = connectTimeout,
): Promise<Session> {
  const connection = await connected(options, patience)
  const { client, close } = connection
  try {
    const { rows } = await client.query<Row>(introduction)
    const serverVersion = Number(rows[0]?.['version'])
    const guarded = settings === 'untouched' ? unguarded : await guardedOf(client, settings, serverVersion)
    const readOnly = rows[0]?.['standby'] === 't' ? 'standby' : rows[0]?.['readonly'] === 'on' ? 'role' : 'session'
    const pid = Number(rows[0]?.['pid'])
    return sessionOf(connection, { options, settings, guarded, serverVersion, pid, readOnly })
  } catch (error) {
    await close()
    throw databaseFailure(error, { sent: { sql: '' } })
  }
}

const introduction = `select pg_backend_pid() as pid, current_setting('server_version_num') as version,
  pg_is_in_recovery() as standby, current_setting('transaction_read_only') as readonly`

const unguarded: Guarded = { sql: '', refused: [] }

function guardedOf(client: Client, settings: SessionSettings, serverVersion: number): Promise<Guarded> {
  const send = async (sql: string): Promise<unknown> => {
    try {
      return await run(client, sql, undefined)
    } catch (error) {
      throw databaseFailure(error, { sent: { sql } })
    }
  }
  return applyGuarded(send, requiredSql(settings), serverVersion)
}

/** A timeout of the server is an integer of 32 bits. */
const longestTimeout = 2 ** 31 - 1

/** The settings without which no session migrates. */
function requiredSql({ lockTimeout, statementTimeout, schema, access }: SessionSettings): string {
  const settings = [
    `set lock_timeout = ${Math.min(lockTimeout, longestTimeout)}`,
    `set statement_timeout = ${Math.min(statementTimeout, longestTimeout)}`,
    ...(schema === undefined ? [] : [`set search_path = ${identifier(schema)}, public`]),
    ...(access === 'read-only' ? ['set default_transaction_read_only = on'] : []),
  ]
  return settings.join('; ')
}

interface Connection {
  readonly client: Client
  readonly misreading: Session['misreading']
  /** Takes leave of the server, which may not be there any more. Never throws. */
  readonly close: () => Promise<void>
}

async function connected(options: ConnectionOptions, patience: number): Promise<Connection> {
  let close: Connection['close'] | undefined
  try {
    const ssl = await tlsFor(options, patience)
    const socket = new Socket()
    const client = new Client({
      ...options,
      password: () => passwordOf(options),
      ssl,
      stream: () => socket,
      application_name: options.application,
      connectionTimeoutMillis: patience,
      keepAlive: true,
      keepAliveInitialDelayMillis: firstKeepAlive,
      types: { getTypeParser: () => (text: string) => text },
    })
    // The next query reports a broken connection. Without a listener the event would end the process.
    client.on('error', () => undefined)
    close = () => closed(client, socket)
    const misreading = watchReported(client)
    await client.connect()
    return { client, misreading, close }
  } catch (error) {
    // Otherwise the server would keep the abandoned login until its authentication_timeout.
    await close?.()
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

/** The answer to a farewell takes a round trip. Where no packet passes, it never comes. */
const farewell = 2000

async function closed(client: Client, socket: Socket): Promise<void> {
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const timer = setTimeout(() => socket.destroy(), farewell)
  // A connection that is broken already has nothing to say.
  const left = client.end().catch(() => undefined)
  await Promise.race([left, gone])
  clearTimeout(timer)
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
  readonly options: ConnectionOptions
  readonly settings: SessionSettings | 'untouched'
  readonly guarded: Guarded
  readonly serverVersion: number
  readonly pid: number
  /** What a refused write would mean. A primary does not become a standby while a session is open. */
  readonly readOnly: Circumstances['readOnly']
}

function sessionOf(
  { client, misreading, close }: Connection,
  { options, settings, guarded, serverVersion, pid, readOnly }: Known,
): Session {
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
      connectTimeoutOfAnother,
    )
  return {
    serverVersion,
    pid,
    // A pooler invents the key with which its client can cancel a query.
    route: 'processID' in client && client.processID === pid ? 'direct' : 'pooled',
    address: addressOf(options),
    another,
    restore: `${discard}; ${guarded.sql}`,
    refused: guarded.refused,
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
        await close()
      }
    },
    [Symbol.asyncDispose]: close,
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
