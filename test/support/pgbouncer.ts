// PgBouncer's program: the installed one, or else Debian's package, unpacked in a temporary folder. Nothing is
// installed, so that no service starts and no root is needed.
import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { accepts, freePort, reachable, spawnTied, type Database } from './postgres.ts'

export type Found =
  | { readonly program: string; readonly libraries: string | undefined }
  /** Why PgBouncer is not available. */
  | { readonly missing: string }

const kept = fileURLToPath(new URL('../../node_modules/.cache/wavec/pgbouncer', import.meta.url))
const installed = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer']

let found: Promise<Found> | undefined

export function pgbouncer(): Promise<Found> {
  found ??= find()
  return found
}

async function find(): Promise<Found> {
  const own = installed.find((path) => existsSync(path))
  if (own !== undefined) return { program: own, libraries: undefined }
  if (!existsSync('/usr/bin/apt-get')) return { missing: 'pgbouncer is not installed, and there is no apt-get' }
  try {
    if (!existsSync(kept)) await unpack()
  } catch (error) {
    // Another run of the tests may have unpacked it meanwhile.
    if (!existsSync(kept))
      return { missing: `pgbouncer is not installed, and apt-get can't bring it: ${reason(error)}` }
  }
  const root = reachable(kept, 'usr/sbin/pgbouncer')
  const libraries = join(root, 'usr/lib')
  const folders = [libraries, ...readdirSync(libraries).map((name) => join(libraries, name))]
  return { program: join(root, 'usr/sbin/pgbouncer'), libraries: folders.join(':') }
}

/** Includes missing dependencies. The package lists are fetched only if they do not know the package. */
async function unpack(): Promise<void> {
  const folder = `${kept}-${process.pid}`
  mkdirSync(join(folder, 'partial'), { recursive: true })
  try {
    await download(folder).catch(async () => {
      await bounded('apt-get', ['-q', '-y', 'update'])
      await download(folder)
    })
    const packages = readdirSync(folder).filter((name) => name.endsWith('.deb'))
    for (const name of packages) await bounded('dpkg', ['-x', join(folder, name), join(folder, 'root')])
    renameSync(join(folder, 'root'), kept)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function download(folder: string): Promise<void> {
  const settings = ['Debug::NoLocking=1', `Dir::Cache::archives=${folder}`, 'APT::Sandbox::User=root']
  const options = ['-q', '-y', '--no-install-recommends', '--download-only']
  await bounded('apt-get', [...options, ...settings.flatMap((setting) => ['-o', setting]), 'install', 'pgbouncer'])
}

async function bounded(program: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(program, args, { timeout: 60_000, env: { ...process.env, LC_ALL: 'C' } })
}

function reason(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  return (stderr === '' ? String(error) : (stderr.split('\n').at(-1) ?? '')).slice(0, 200)
}

/** Starts a PgBouncer for a database, in one of its pool modes. It ends with this process. */
export async function bouncer(
  { program, libraries }: Exclude<Found, { readonly missing: string }>,
  db: Database,
  mode: string,
): Promise<{ variables: Readonly<Record<string, string>> }> {
  const port = await freePort()
  const folder = join(db.server.folder, `bouncer-${mode}-${port}`)
  mkdirSync(folder)
  const { uid, gid } = statSync(db.server.folder)
  chownSync(folder, uid, gid)
  const settings = [
    '[databases]',
    `* = host=${db.server.host} port=${db.server.port}`,
    '[pgbouncer]',
    `listen_addr = 127.0.0.1`,
    `listen_port = ${port}`,
    `unix_socket_dir = ${folder}`,
    'auth_type = any',
    `pool_mode = ${mode}`,
    'default_pool_size = 5',
  ]
  // With `any`, every client connects as the user in the database's line.
  writeFileSync(join(folder, 'pgbouncer.ini'), settings.join('\n').replace('* = host', '* = user=postgres host'))
  const path = libraries === undefined ? [] : ['env', `LD_LIBRARY_PATH=${libraries}`]
  spawnTied([...path, program, '-q', join(folder, 'pgbouncer.ini')], folder)
  for (const end = Date.now() + 60_000; !(await accepts('127.0.0.1', port)); await sleep(20))
    if (Date.now() > end) throw new Error('PgBouncer does not listen')
  return { variables: { ...db.variables, PGHOST: '127.0.0.1', PGPORT: String(port), PGSSLMODE: 'disable' } }
}
