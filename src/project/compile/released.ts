import { fileCredentials } from '../../credentials/index.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { MigrationFile } from '../../migrations/file.ts'
import { parseLock } from '../../migrations/lock-parse.ts'
import type { Lock } from '../../migrations/lock.ts'
import type { Naming } from '../../migrations/naming.ts'
import { readText } from '../../source/read.ts'
import type { Tree } from '../../source/tree.ts'
import type { ShippedLocks } from './shipped.ts'

/** The base's lock file; without a base, the releases before the present one in the file that is there. */
export function shippedLock(tree: Tree, path: string, base: ShippedLocks | undefined): Lock | undefined {
  const ofBase = base?.textsOf([path]).get(path)
  if (ofBase !== undefined) return parseLock(path, ofBase).value
  if (base !== undefined) return {}
  const lock = recordedLock(tree, path)
  if (lock === undefined) return undefined
  return Object.fromEntries(Object.entries(lock).map(([environment, releases]) => [environment, releases.slice(0, -1)]))
}

export function recordedLock(tree: Tree, path: string): Lock | undefined {
  return tree.read(path).ok ? parseLock(path, readText(tree, path).value ?? '').value : undefined
}

/**
 * Paths of what the lock file names; where the base has none yet, of every file that the base has: those databases are there
 * too.
 */
export function releasedPaths(
  files: readonly MigrationFile[],
  lock: Lock,
  base: ShippedLocks | undefined,
): ReadonlySet<string> {
  const releases = Object.values(lock).flat()
  const names = new Set(releases.flatMap(({ migrations }) => Object.keys(migrations)))
  if (names.size > 0 || base === undefined)
    return new Set(files.filter(({ name }) => names.has(name)).map(({ path }) => path))
  return new Set(base.textsOf(files.map(({ path }) => path)).keys())
}

/** Those in files that can still be edited. What has shipped can't, so `past` counts them for `wavec lint --all`. */
export interface MigrationCredentials {
  readonly open: readonly Diagnostic[]
  readonly past: readonly Diagnostic[]
}

/** `released` is asked for only where there is a finding. */
export function migrationCredentials(
  files: readonly MigrationFile[],
  { parse }: Naming,
  released: () => ReadonlySet<string> | undefined,
): MigrationCredentials {
  const found = files.map((file) => ({ file, diagnostics: fileCredentials(file) }))
  if (found.every(({ diagnostics }) => diagnostics.length === 0)) return { open: [], past: [] }
  const paths = released()
  const isPast = ({ name, path }: MigrationFile): boolean =>
    paths?.has(path) === true && parse(name)?.kind !== 'repeatable'
  return {
    open: found.flatMap(({ file, diagnostics }) => (isPast(file) ? [] : diagnostics)),
    past: found.flatMap(({ file, diagnostics }) => (isPast(file) ? diagnostics : [])),
  }
}
