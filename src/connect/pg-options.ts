import { connectionVariables } from '../protocol/connection.ts'
import { hostKind } from '../protocol/host.ts'
import { Failure } from '../diagnostic/failure.ts'
import { refuseBlanks, refuseStrayCharacters } from './pg-secret-value.ts'

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
  /** A file, or `system`. */
  readonly rootCertificate: string | undefined
  readonly clientCertificate?: string | undefined
  readonly clientKey?: string | undefined
  readonly application: string
}

type Variables = Readonly<Record<string, string | undefined>>

/** The URL wins over the PG* variables, as in libpq. Throws a Failure whose message contains no value. */
export function connectionOptions(variables: Variables): ConnectionOptions {
  const url = variables[connectionVariables.url]
  refuseStrayCharacters({ name: `URL (${connectionVariables.url})`, value: url })
  refuseBlanks({ name: `URL (${connectionVariables.url})`, value: url })
  const parts = url === undefined || url === '' ? {} : partsOfUrl(url)
  const either = (part: string, variable: string): string | undefined => {
    const inUrl = filled(parts[part])
    const value = inUrl ?? filled(variables[variable])
    refuseStrayCharacters({
      name: `${part === 'dbname' ? 'database' : part} (${inUrl === undefined ? variable : connectionVariables.url})`,
      value,
    })
    return value
  }
  const user = either('user', connectionVariables.user) ?? 'postgres'
  const [host, port] = [either('host', connectionVariables.host), either('port', connectionVariables.port)]
  refuseBlanks({ name: `host (${connectionVariables.host})`, value: host })
  refuseBlanks({ name: `port (${connectionVariables.port})`, value: port })
  const rootCertificate = either('sslrootcert', 'PGSSLROOTCERT')
  return {
    host: hostOf(host ?? 'localhost'),
    port: portOf(port ?? '5432'),
    database: either('dbname', connectionVariables.database) ?? user,
    user,
    password: either('password', connectionVariables.password),
    tls: tlsModeFor(rootCertificate, either('sslmode', 'PGSSLMODE')),
    rootCertificate,
    clientCertificate: either('sslcert', 'PGSSLCERT'),
    clientKey: either('sslkey', 'PGSSLKEY'),
    application: either('application_name', 'PGAPPNAME') ?? 'wavec',
  }
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function partsOfUrl(text: string): Readonly<Record<string, string | undefined>> {
  // In `postgresql+asyncpg://` and the like the suffix is a driver.
  const plain = text.replace(/^postgres(ql)?(\+\w+)?:/i, 'postgresql:')
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

function hostOf(text: string): string {
  if (hostKind(text) === undefined)
    throw wrong('the database host is not a DNS name, an IP address or the folder of a Unix socket')
  return text
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw wrong('the database port is not an integer from 1 to 65535')
  return port
}

/** As in libpq: the roots of the system sign certificates of anyone, so without the host's name they prove nothing. */
function tlsModeFor(rootCertificate: string | undefined, given: string | undefined): TlsMode {
  if (rootCertificate !== 'system') return tlsModeOf(given ?? 'prefer')
  const mode = tlsModeOf(given ?? 'verify-full')
  if (mode === 'verify-full') return mode
  throw wrong(
    `sslrootcert=system needs sslmode verify-full, because any host can get a certificate from these authorities`,
  )
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
