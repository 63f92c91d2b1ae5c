import { compare } from '../../../src/diagnostic/diagnostic.ts'
import type { Entry, Tree } from '../../../src/source/tree.ts'

/** Texts by path. */
export type Files = ReadonlyMap<string, string>

const encoder = new TextEncoder()

/** A repository of these files alone; an unpaired surrogate becomes the bytes that a disk would store. */
export function filesTree(files: Files): Tree {
  const folders = new Map<string, Map<string, Entry>>()
  for (const path of files.keys()) {
    const segments = path.split('/')
    for (const [depth, name] of segments.entries()) {
      const folder = segments.slice(0, depth).join('/')
      const entries = folders.get(folder) ?? new Map<string, Entry>()
      entries.set(name, { name, kind: depth === segments.length - 1 ? 'file' : 'directory' })
      folders.set(folder, entries)
    }
  }
  return {
    read: (path) => {
      const text = files.get(path)
      if (text !== undefined) return { ok: true, value: encoder.encode(text) }
      return { ok: false, problem: folders.has(path) ? 'directory' : 'not-found' }
    },
    list: (path) => {
      const entries = folders.get(path)
      if (entries === undefined) return { ok: false, problem: files.has(path) ? 'not-a-directory' : 'not-found' }
      return { ok: true, value: [...entries.values()].sort((a, b) => compare(a.name, b.name)) }
    },
  }
}
