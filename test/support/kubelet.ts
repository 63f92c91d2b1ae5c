// A container as the kubelet and a runtime start it, without either: a root of its own that can't be written, in a mount
// namespace; user 65532 without a capability or a way to one; ConfigMaps as volumes, which are links to links
// (k8s.io/kubernetes/pkg/volume/util/atomic_writer.go); the variables of the manifest, and no others.
import { spawnSync } from 'node:child_process'
import {
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** As much of a container and its pod as is used here. */
export interface Container {
  readonly name: string
  readonly command: readonly string[]
  readonly args?: readonly string[]
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: ValueFrom }[]
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[]
}

interface ValueFrom {
  readonly secretKeyRef?: { readonly name: string; readonly key: string }
  readonly fieldRef?: { readonly fieldPath: string }
}

interface Items {
  readonly name: string
  readonly items?: readonly { readonly key: string; readonly path: string }[]
}

export interface Volume {
  readonly name: string
  readonly configMap?: Items
  readonly projected?: { readonly sources: readonly { readonly configMap: Items }[] }
}

export interface Cluster {
  readonly configMaps: ReadonlyMap<string, Readonly<Record<string, Uint8Array>>>
  /** By `secret/key`. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly terminationLog: string
}

/** Why this machine can't do it, as node:test's `skip`. */
export const cannot: string | false = reason()

function reason(): string | false {
  if (process.platform !== 'linux') return 'mount namespaces are Linux'
  if (process.getuid?.() !== 0) return 'to become another user in a root of its own takes root'
  const { status, error } = spawnSync('unshare', ['--mount', 'setpriv', '--version'])
  return status === 0 ? false : `no mount namespace here (unshare: ${error?.message ?? `exit ${status}`})`
}

const user = 65_532

/** `node`: the program of this machine that the image has at the path that the command names. */
export function startContainer(
  container: Container,
  volumes: readonly Volume[],
  cluster: Cluster,
  node: string,
): Ended {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-container-'))
  try {
    const terminationLog = join(folder, 'termination-log')
    writeFileSync(terminationLog, '')
    chownSync(terminationLog, user, user)
    const mounts = (container.volumeMounts ?? []).map(({ name, mountPath }) => {
      const volume = volumes.find((each) => each.name === name)
      if (volume === undefined) throw new Error(`the pod has no volume ${name}`)
      return { from: writtenAtomically(join(folder, 'volumes', name), filesOf(volume, cluster)), to: mountPath }
    })
    const [program = '', ...rest] = [...container.command, ...(container.args ?? [])]
    const root = join(folder, 'root')
    mkdirSync(root)
    const script = rootScript(root, [{ from: node, to: program }, ...mounts], terminationLog)
    const command = [
      'setpriv',
      '--no-new-privs',
      '--bounding-set=-all,+sys_chroot,+setuid,+setgid',
      'env',
      '-i',
      ...variablesOf(container, cluster),
      '/usr/sbin/chroot',
      `--userspec=${user}:${user}`,
      '--groups=',
      root,
      program,
      ...rest,
    ]
    const { status, stdout, stderr } = spawnSync('unshare', ['--mount', 'sh', '-euc', script, 'sh', ...command], {
      encoding: 'utf8',
      cwd: '/',
    })
    return { status, stdout, stderr, terminationLog: readFileSync(terminationLog, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Bound {
  readonly from: string
  readonly to: string
}

/** What an image without a shell has: libraries, a few devices and the program. The last line makes all of it read-only. */
function rootScript(root: string, bound: readonly Bound[], terminationLog: string): string {
  const libraries = ['/usr/lib', '/usr/lib64', '/lib', '/lib64'].flatMap((path) => libraryLines(root, path))
  const devices = ['null', 'zero', 'random', 'urandom'].map((name) => ({ from: `/dev/${name}`, to: `/dev/${name}` }))
  const files = [...devices, { from: terminationLog, to: '/dev/termination-log' }, ...bound]
  return [
    'mount --make-rprivate /',
    `mount -t tmpfs none ${root}`,
    ...libraries,
    `mkdir -p ${root}/proc ${root}/tmp`,
    `mount -t proc proc ${root}/proc`,
    ...files.flatMap(({ from, to }) => [
      `mkdir -p ${root}${dirname(to)}`,
      `if [ -d ${from} ]; then mkdir -p ${root}${to}; else touch ${root}${to}; fi`,
      `mount --bind ${from} ${root}${to}`,
    ]),
    ...bound.map(({ to }) => `mount -o remount,bind,ro ${root}${to}`),
    `mount -o remount,ro ${root}`,
    'exec "$@"',
  ].join('\n')
}

function libraryLines(root: string, path: string): readonly string[] {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (found.isSymbolicLink()) return [`ln -s ${readlinkSync(path)} ${root}${path}`]
  return [`mkdir -p ${root}${path}`, `mount --bind ${path} ${root}${path}`, `mount -o remount,bind,ro ${root}${path}`]
}

function filesOf(
  { name, configMap, projected }: Volume,
  { configMaps }: Cluster,
): Readonly<Record<string, Uint8Array>> {
  const sources = projected?.sources.map((source) => source.configMap) ?? (configMap === undefined ? [] : [configMap])
  if (sources.length === 0) throw new Error(`volume ${name} is not of ConfigMaps`)
  return Object.fromEntries(
    sources.flatMap((source) => {
      const files = configMaps.get(source.name)
      if (files === undefined) throw new Error(`there is no ConfigMap ${source.name}`)
      const items = source.items ?? Object.keys(files).map((key) => ({ key, path: key }))
      return items.map(({ key, path }) => [path, files[key] ?? new Uint8Array()] as const)
    }),
  )
}

/** `..data` leads to the folder of the present version, each file of the volume through `..data` to its content. */
function writtenAtomically(volume: string, files: Readonly<Record<string, Uint8Array>>): string {
  const version = '..2026_11_30_08_20_30.1234567890'
  mkdirSync(join(volume, version), { recursive: true })
  symlinkSync(version, join(volume, '..data'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(volume, version, path)), { recursive: true })
    writeFileSync(join(volume, version, path), content, { mode: 0o644 })
  }
  const tops = new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))
  for (const top of tops) symlinkSync(join('..data', top), join(volume, top))
  return volume
}

function variablesOf({ env = [] }: Container, { secrets }: Cluster): readonly string[] {
  return env.map(({ name, value = '', valueFrom }) => {
    const { secretKeyRef: secret, fieldRef } = valueFrom ?? {}
    if (secret !== undefined) return `${name}=${secrets[`${secret.name}/${secret.key}`] ?? ''}`
    // The kubelet turns $$ into a dollar sign.
    return `${name}=${fieldRef === undefined ? value.replaceAll('$$', '$') : `the pod's ${fieldRef.fieldPath}`}`
  })
}
