import { connectionVariables } from '../protocol/connection.ts'
import { Failure } from '../diagnostic/failure.ts'

export const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type TlsMode = (typeof tlsModes)[number]

/** Where and as which user to connect, from libpq's variables or a URL. */
export interface ConnectionOptions {
  /** A host name, an IP address, or the folder of a Unix socket. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string | undefined
  readonly tls: TlsMode
  readonly rootCertificate: string | undefined
  readonly application: string
}

type Variables = Readonly<Record<string, string | undefined>>

/** The URL wins over the PG* variables, as in libpq. Throws a Failure whose message contains no value. */
export function connectionOptions(variables: Variables): ConnectionOptions {
  const url = variables[connectionVariables.url]
  const parts = url === undefined || url === '' ? {} : partsOfUrl(url)
  const either = (part: string, variable: string): string | undefined =>
    filled(parts[part]) ?? filled(variables[variable])
  const user = either('user', connectionVariables.user) ?? 'postgres'
  return {
    host: either('host', connectionVariables.host) ?? 'localhost',
    port: portOf(either('port', connectionVariables.port) ?? '5432'),
    database: either('dbname', connectionVariables.database) ?? user,
    user,
    password: either('password', connectionVariables.password),
    tls: tlsModeOf(either('sslmode', 'PGSSLMODE') ?? 'prefer'),
    rootCertificate: either('sslrootcert', 'PGSSLROOTCERT'),
    application: either('application_name', 'PGAPPNAME') ?? 'wavec',
  }
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function partsOfUrl(text: string): Readonly<Record<string, string | undefined>> {
  // In `postgresql+asyncpg://` and the like the suffix is a driver.
  const plain = text.trim().replace(/^postgres(ql)?(\+\w+)?:/i, 'postgresql:')
  if (!plain.startsWith('postgresql:') || !URL.canParse(plain))
    throw wrong('DATABASE_URL is not a URL like postgresql://user:password@host:5432/name')
  const url = new URL(plain)
  return {
    ...Object.fromEntries(url.searchParams),
    ...present('host', decoded(url.hostname.replace(/^\[(.*)\]$/, '$1'))),
    ...present('port', url.port),
    ...present('dbname', decoded(url.pathname.replace(/^\//, ''))),
    ...present('user', decoded(url.username)),
    ...present('password', decoded(url.password)),
  }
}

function present(name: string, value: string): Readonly<Record<string, string>> {
  return value === '' ? {} : { [name]: value }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) throw wrong('DATABASE_URL has a % that does not start an escape: write it as %25')
    throw error
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw wrong('the database port is not an integer from 1 to 65535')
  return port
}

function tlsModeOf(text: string): TlsMode {
  for (const mode of tlsModes) if (mode === text) return mode
  throw wrong(`unknown sslmode: expected one of ${tlsModes.join(', ')}`)
}

function wrong(message: string): Failure {
  return new Failure(message, {
    code: 'database/settings',
    exit: 4,
    next: 'correct the Secret that database.secret names',
  })
}
