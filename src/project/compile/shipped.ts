import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { lockName } from '../../migrations/lock.ts'
import { folderOf } from '../../source/path.ts'
import type { Tree } from '../../source/tree.ts'

/** What has shipped, by the commit that says so; or why that is not known. */
export type Shipped = ShippedLocks | UnknownShipped

/** The lock files of the commit that says what has shipped. */
export interface ShippedLocks {
  readonly kind: 'known'
  /** What a person calls the commit, e.g. `origin/main`. */
  readonly base: string
  textsOf(paths: readonly string[]): ReadonlyMap<string, string>
}

/** Then the lock files of the tree are taken at their word, and a finding says so. */
export interface UnknownShipped {
  readonly kind: 'unknown'
  readonly reason: string
  /** What the user can do about it. */
  readonly help: string
  /** Of the finding, where there is a lock file whose shipped part could have been rewritten. */
  readonly severity: 'error' | 'warning'
}

export function lockPath(spec: string): string {
  return `${folderOf(spec)}/${lockName}`
}

export function knownShipped(shipped: Shipped | undefined): ShippedLocks | undefined {
  return shipped?.kind === 'known' ? shipped : undefined
}

/** One finding for all specs, at the first lock file. */
export function baseUnknown(tree: Tree, specs: readonly string[], shipped: Shipped | undefined): Diagnostic[] {
  const [first] = specs
  if (shipped?.kind !== 'unknown' || first === undefined) return []
  const { reason, help, severity } = shipped
  const lock = specs.map(lockPath).find((path) => isThere(tree, path))
  const found = diagnostic('git/base-unknown', {
    message: `what has shipped is not known: ${reason}`,
    why: 'an edit of a migration that has shipped would pass, because only the lock file beside it says what has',
    help,
    span: { file: lock ?? first, start: 0, end: 0 },
  })
  // The severity is the world's, not the code's: a developer can go on, a gate can't.
  return [{ ...found, severity: lock === undefined ? 'warning' : severity }]
}

function isThere(tree: Tree, path: string): boolean {
  const reading = tree.read(path)
  return reading.ok || reading.problem !== 'not-found'
}
