import { compare } from '../../diagnostic/diagnostic.ts'
import { baseName, folderOf, resolvePath } from '../../source/path.ts'
import type { Entry, Reading, Tree } from '../../source/tree.ts'
import { unreadableCommit } from './base.ts'
import { entriesIn, type TreeEntry } from './entries.ts'
import { placeOf, runGit } from './run-git.ts'

/**
 * The repository as of a commit. Symbolic links are not followed. Throws a `Failure` where git can't read what the commit
 * has: an empty folder in its place would look as if nothing had been there.
 */
export function gitTree(root: string, commit: string): Tree {
  const place = placeOf(root)
  const folders = new Map<string, ReadonlyMap<string, TreeEntry>>()
  const entries = (path: string): ReadonlyMap<string, TreeEntry> => {
    const known = folders.get(path)
    if (known !== undefined) return known
    const listed = entriesIn(place, commit, { paths: path === '' ? [] : [`${path}/`], depth: 'here' })
    if (!listed.ok) throw unreadableCommit(commit, listed.reason)
    const found = new Map(listed.entries.map((entry) => [baseName(entry.path), entry]))
    folders.set(path, found)
    return found
  }
  return {
    read: (path) => {
      if (resolvePath('', path) !== path) return { ok: false, problem: 'outside' }
      if (path === '') return { ok: false, problem: 'directory' }
      const entry = entries(folderOf(path)).get(baseName(path))
      if (entry === undefined) return { ok: false, problem: 'not-found' }
      if (entry.type !== 'blob') return { ok: false, problem: entry.type === 'tree' ? 'directory' : 'unreadable' }
      const content = runGit(place, ['cat-file', 'blob', entry.object])
      if (!content.ok) throw unreadableCommit(commit, content.reason)
      return { ok: true, value: content.stdout }
    },
    list: (path): Reading<readonly Entry[]> => {
      if (resolvePath('', path) !== path) return { ok: false, problem: 'outside' }
      const folder = entries(path)
      // Git knows no empty folders.
      if (folder.size === 0 && path !== '') return { ok: false, problem: 'not-found' }
      const found = [...folder].map(([name, { type }]): Entry => ({
        name,
        kind: type === 'tree' ? 'directory' : 'file',
      }))
      return { ok: true, value: found.sort((a, b) => compare(a.name, b.name)) }
    },
  }
}
