import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { EmittedFile, EmittedPipeline } from '../../emit/index.ts'
import { nextLock } from '../../migrations/lock-check.ts'
import type { Lock } from '../../migrations/lock.ts'
import { readText } from '../../source/read.ts'
import type { Tree } from '../../source/tree.ts'
import { knownShipped, lockPath, type Shipped } from './shipped.ts'

export interface LockFile extends EmittedFile {
  readonly lock: Lock
}

/** What the lock files are judged by. */
export interface LockSource {
  readonly tree: Tree
  readonly base: string | undefined
  readonly texts: ReadonlyMap<string, string>
}

export function lockSource(tree: Tree, specs: readonly string[], shipped: Shipped | undefined): LockSource {
  const known = knownShipped(shipped)
  return { tree, base: known?.base, texts: known?.textsOf(specs.map(lockPath)) ?? new Map() }
}

/** The lock file of one spec; none where wavec sees no migration files. */
export function lockOf(
  spec: string,
  pipelines: readonly EmittedPipeline[],
  { tree, base, texts }: LockSource,
): { readonly files: readonly LockFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const path = lockPath(spec)
  const text = texts.get(path)
  const shipped = text === undefined || base === undefined ? undefined : { text, base }
  const reading = tree.read(path)
  const isAbsent = !reading.ok && reading.problem === 'not-found'
  const present = isAbsent ? { value: undefined, diagnostics: [] } : readText(tree, path)
  // A text that is wrong is replaced by what has shipped; what is not a file can't be.
  if ((shipped === undefined || !reading.ok) && present.diagnostics.length > 0)
    return { files: [], diagnostics: present.diagnostics }
  const environments = pipelines.map(({ environment, release, migrations }) => ({
    environment,
    release,
    ...migrations,
  }))
  if (environments.every(({ files }) => files.length === 0)) return { files: [], diagnostics: [] }
  const { value, diagnostics } = nextLock({ path, present: present.value, shipped, environments })
  return { files: value === undefined ? [] : [{ path, ...value }], diagnostics }
}
