/** Why a path could not be read. The caller turns it into a Diagnostic at the place that names the path. */
export type ReadProblem = 'not-found' | 'outside' | 'directory' | 'not-a-directory' | 'unreadable'

export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'directory'
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ReadProblem }

/**
 * The only access to the repository's files. Paths are relative to its root, with `/`, without `.` or `..` segments. A path
 * that leaves the root, through `..` or a symbolic link, is `outside`. Adapters: `connect/disk.ts`, `memoryTree`.
 */
export interface Tree {
  read(path: string): Reading<Uint8Array>
  /** Entries sorted by name (UTF-16 code units), links resolved. */
  list(path: string): Reading<readonly Entry[]>
}
