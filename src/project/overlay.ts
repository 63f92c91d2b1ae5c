import { compare } from '../diagnostic/diagnostic.ts'
import { folderOf } from '../source/path.ts'
import type { Entry, Tree } from '../source/tree.ts'

/** The repository as it would be with these texts: nothing is written to see what a change would do. */
export function overlay(tree: Tree, texts: ReadonlyMap<string, string>): Tree {
  const encoder = new TextEncoder()
  return {
    read: (path) => {
      const text = texts.get(path)
      return text === undefined ? tree.read(path) : { ok: true, value: encoder.encode(text) }
    },
    list: (path) => {
      const below = new Map<string, Entry>()
      for (const file of texts.keys()) {
        if (path !== '' && !file.startsWith(`${path}/`)) continue
        const rest = path === '' ? file : file.slice(path.length + 1)
        const name = rest.split('/')[0] ?? rest
        below.set(name, { name, kind: folderOf(rest) === '' ? 'file' : 'directory' })
      }
      const listing = tree.list(path)
      if (below.size === 0) return listing
      for (const entry of listing.ok ? listing.value : []) below.set(entry.name, entry)
      return { ok: true, value: [...below.values()].sort((a, b) => compare(a.name, b.name)) }
    },
  }
}
