import { compare } from '../diagnostic/diagnostic.ts'
import type { Entry, Reading, Tree } from './tree.ts'

const encoder = new TextEncoder()

/** Files that exist only in memory, by path. Folders are those that the paths name. */
export function memoryTree(files: Readonly<Record<string, string | Uint8Array>>): Tree {
  const contents = new Map(Object.entries(files))
  const folders = foldersOf(contents.keys())
  return {
    read: (path) => {
      const content = contents.get(path)
      if (content !== undefined)
        return { ok: true, value: typeof content === 'string' ? encoder.encode(content) : content }
      return { ok: false, problem: problemOf(path, contents, folders, 'directory') }
    },
    list: (path) => {
      const entries = folders.get(path)
      if (entries !== undefined) return { ok: true, value: sorted(entries) }
      return { ok: false, problem: problemOf(path, contents, folders, 'not-a-directory') }
    },
  }
}

type Folders = ReadonlyMap<string, ReadonlyMap<string, Entry>>
type Problem = Extract<Reading<never>, { ok: false }>['problem']

function foldersOf(paths: Iterable<string>): Folders {
  const folders = new Map<string, Map<string, Entry>>([['', new Map()]])
  for (const path of paths) {
    const segments = path.split('/')
    for (const [depth, name] of segments.entries()) {
      const folder = segments.slice(0, depth).join('/')
      const entries = folders.get(folder) ?? new Map<string, Entry>()
      folders.set(folder, entries)
      entries.set(name, { name, kind: depth === segments.length - 1 ? 'file' : 'directory' })
    }
  }
  return folders
}

function problemOf(
  path: string,
  contents: ReadonlyMap<string, unknown>,
  folders: Folders,
  wrongKind: Problem,
): Problem {
  if (path === '..' || path.startsWith('../') || path.startsWith('/')) return 'outside'
  if (folders.has(path) || contents.has(path)) return wrongKind
  const segments = path.split('/')
  const throughFile = segments.some((_, depth) => contents.has(segments.slice(0, depth).join('/')))
  return throughFile ? 'not-a-directory' : 'not-found'
}

function sorted(entries: ReadonlyMap<string, Entry>): readonly Entry[] {
  return [...entries.values()].sort((a, b) => compare(a.name, b.name))
}
