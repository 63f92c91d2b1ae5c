import { DatabaseFailure } from './pg-failure.ts'

/** A setting without which a session still works, and the first version of the server that has it. */
interface Guard {
  readonly name: string
  /** As the server reads it without a unit: seconds and a count for keepalives, otherwise milliseconds. */
  readonly value: number
  readonly since: number
}

/**
 * They end the session of a runner whose node or network is lost, so that its locks are released in under 30 s, and keep
 * a default of the role from ending one that is alive. On Linux tcp_user_timeout takes the place of tcp_keepalives_count
 * (https://man7.org/linux/man-pages/man7/tcp.7.html). Over a Unix socket the server ignores all four of tcp_.
 * Source: https://www.postgresql.org/docs/18/runtime-config-connection.html#RUNTIME-CONFIG-TCP-SETTINGS and
 * https://www.postgresql.org/docs/18/runtime-config-client.html#RUNTIME-CONFIG-CLIENT-STATEMENT
 */
const guards: readonly Guard[] = [
  { name: 'tcp_keepalives_idle', value: 5, since: 0 },
  { name: 'tcp_keepalives_interval', value: 3, since: 0 },
  { name: 'tcp_keepalives_count', value: 3, since: 0 },
  { name: 'tcp_user_timeout', value: 15_000, since: 120_000 },
  // Between two statements of a transaction the runner never waits. With a pooler, whose connection to the server
  // outlives the runner, this is the only guard.
  { name: 'idle_in_transaction_session_timeout', value: 60_000, since: 0 },
  // While a statement runs, only this check finds that the connection is closed.
  { name: 'client_connection_check_interval', value: 1000, since: 140_000 },
  // Outside a transaction the runner does wait: for HTTP checks, and for the migration lock.
  { name: 'idle_session_timeout', value: 0, since: 140_000 },
  { name: 'transaction_timeout', value: 0, since: 170_000 },
]

export interface Guarded {
  /** Applies the required settings and the accepted guards. */
  readonly sql: string
  /** The guards that the server refused, each with its reason. */
  readonly refused: readonly string[]
}

/**
 * Applies the required settings, and the guards that the server accepts. A platform without the system call refuses
 * client_connection_check_interval, and a managed server may reserve any of them.
 */
export async function applyGuarded(
  send: (sql: string) => Promise<unknown>,
  required: string,
  serverVersion: number,
): Promise<Guarded> {
  const known = guards.filter(({ since }) => serverVersion >= since).map(({ name, value }) => `set ${name} = ${value}`)
  const all = [required, ...known].join('; ')
  if ((await refusalOf(send, all)) === undefined) return { sql: all, refused: [] }
  await send(required)
  const accepted: string[] = []
  const refused: string[] = []
  for (const sql of known) {
    const refusal = await refusalOf(send, sql)
    if (refusal === undefined) accepted.push(sql)
    else refused.push(`${sql}: ${refusal.message}`)
  }
  return { sql: [required, ...accepted].join('; '), refused }
}

async function refusalOf(send: (sql: string) => Promise<unknown>, sql: string): Promise<DatabaseFailure | undefined> {
  try {
    await send(sql)
    return undefined
  } catch (error) {
    if (error instanceof DatabaseFailure && refusals.includes(error.sqlstate ?? '')) return error
    throw error
  }
}

/** An unknown setting, one that is reserved, not for SET, without this value, or not supported. */
const refusals: readonly string[] = ['42704', '42501', '55P02', '22023', '0A000']
