import { lstatSync, readFileSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs'
import { join, sep } from 'node:path'
import { codeOf } from './error-code.ts'
import { compare } from '../diagnostic/diagnostic.ts'
import { baseName, folderOf, resolvePath } from '../source/path.ts'
import type { Entry, ReadProblem, Reading, Tree } from '../source/tree.ts'

/** Whether a path leads to a folder. One that can't be a path, or can't be followed, leads to none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    if (noFolder.has(codeOf(error))) return false
    throw error
  }
}

/** The folders in a folder, by name; none where it is not a folder. Links are followed. */
export function foldersIn(path: string): readonly string[] {
  if (!isFolder(path)) return []
  return readdirSync(path)
    .filter((name) => isFolder(join(path, name)))
    .sort(compare)
}

/** The invalid argument is a NUL. */
const noFolder: ReadonlySet<unknown> = new Set([
  'EACCES',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'ERR_INVALID_ARG_VALUE',
])

/** A folder with its links resolved. `parent` is the parent in the path, which differs from the real one after a link. */
interface Folder {
  readonly real: string
  readonly parent: Folder | undefined
}

/**
 * The repository on disk. Links are followed only inside the root. A folder's links are resolved once per tree, so create
 * a new tree after folders have moved.
 */
export function diskTree(root: string): Tree {
  const top: Folder = { real: realpathSync(root), parent: undefined }
  const folders = new Map<string, Folder>([['', top]])

  function folder(path: string): Reading<Folder> {
    const known = folders.get(path)
    if (known !== undefined) return { ok: true, value: known }
    const parent = folder(folderOf(path))
    if (!parent.ok) return parent
    const found = enter(top, parent.value, baseName(path))
    if (found.ok) folders.set(path, found.value)
    return found
  }

  return {
    read: (path) => attempt(() => readInside(top, folder, path)),
    list: (path) =>
      attempt(() => {
        if (resolvePath('', path) !== path) return refuse('outside')
        const found = folder(path)
        return found.ok ? entriesOf(top, found.value) : found
      }),
  }
}

function readInside(top: Folder, folder: (path: string) => Reading<Folder>, path: string): Reading<Uint8Array> {
  if (resolvePath('', path) !== path) return refuse('outside')
  if (path === '') return refuse('directory')
  const parent = folder(folderOf(path))
  if (!parent.ok) return parent
  const located = locate(top, parent.value, baseName(path))
  if (!located.ok) return located
  const { real, stats } = located.value
  if (stats.isDirectory()) return refuse('directory')
  // Reading a pipe or a device could block or never end.
  if (!stats.isFile()) return refuse('unreadable')
  return { ok: true, value: readFileSync(real) }
}

function enter(top: Folder, parent: Folder, name: string): Reading<Folder> {
  const located = attempt(() => locate(top, parent, name))
  if (!located.ok) return located
  const { real, stats } = located.value
  if (!stats.isDirectory()) return refuse('not-a-directory')
  // A link back to a folder of its own path would make a walk endless.
  for (let above: Folder | undefined = parent; above !== undefined; above = above.parent) {
    if (above.real === real) return refuse('unreadable')
  }
  return { ok: true, value: { real, parent } }
}

/** Resolving the real path takes many system calls, so only links are resolved. */
function locate(top: Folder, parent: Folder, name: string): Reading<{ readonly real: string; readonly stats: Stats }> {
  const path = join(parent.real, name)
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return refuse('not-found')
  if (!stats.isSymbolicLink()) return { ok: true, value: { real: path, stats } }
  const real = realpathSync(path)
  const within = top.real.endsWith(sep) ? top.real : top.real + sep
  if (real !== top.real && !real.startsWith(within)) return refuse('outside')
  return { ok: true, value: { real, stats: statSync(real) } }
}

function entriesOf(top: Folder, parent: Folder): Reading<readonly Entry[]> {
  const entries: Entry[] = []
  for (const entry of readdirSync(parent.real, { withFileTypes: true })) {
    // A link that can't be followed is listed as a file, and reading it reports why.
    const entersFolder = entry.isSymbolicLink() ? enter(top, parent, entry.name).ok : entry.isDirectory()
    entries.push({ name: entry.name, kind: entersFolder ? 'directory' : 'file' })
  }
  return { ok: true, value: entries.sort((a, b) => compare(a.name, b.name)) }
}

const problems: Readonly<Record<string, ReadProblem>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-a-directory',
  EISDIR: 'directory',
}

function attempt<T>(read: () => Reading<T>): Reading<T> {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
    return refuse(problems[error.code] ?? 'unreadable')
  }
}

function refuse(problem: ReadProblem): { readonly ok: false; readonly problem: ReadProblem } {
  return { ok: false, problem }
}
