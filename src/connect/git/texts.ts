import { placeOf, runGit, type Place } from './run-git.ts'
import { unreadableCommit } from './base.ts'
import { entriesIn, type TreeEntry } from './entries.ts'

export type Texts =
  | { readonly ok: true; readonly texts: ReadonlyMap<string, string> }
  /** Git's reason. */
  | { readonly ok: false; readonly reason: string }

/** Reads files of a commit. Paths that the commit does not have are left out; throws a `Failure` for one that git can't read. */
export function textsAt(root: string, commit: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const place = placeOf(root)
  const found: TreeEntry[] = []
  for (let at = 0; at < paths.length; at += mostPaths) {
    const listed = entriesIn(place, commit, { paths: paths.slice(at, at + mostPaths), depth: 'here' })
    if (!listed.ok) throw unreadableCommit(commit, listed.reason)
    found.push(...listed.entries)
  }
  const asked = new Set(paths)
  // Git also lists what is beside a path that lies in a folder that was asked for.
  const read = contentsOf(
    place,
    found.filter(({ path }) => asked.has(path)),
  )
  if (!read.ok) throw unreadableCommit(commit, read.reason)
  return read.texts
}

/** More would not fit on a command line everywhere. */
const mostPaths = 500

/** Every file of that name in the folder of a commit, or below it. */
export function textsNamed(root: string, commit: string, { folder, name }: Wanted): Texts {
  const place = placeOf(root)
  const listed = entriesIn(place, commit, { paths: [`${folder}/`], depth: 'below' })
  if (!listed.ok) return listed
  return contentsOf(
    place,
    listed.entries.filter(({ path }) => path.endsWith(`/${name}`)),
  )
}

interface Wanted {
  readonly folder: string
  readonly name: string
}

/** One git process for all of them. By object and not by path: git calls an object that it lacks and a path that is not there alike. */
function contentsOf(place: Place, entries: readonly TreeEntry[]): Texts {
  const blobs = entries.filter(({ type }) => type === 'blob' || type === 'link')
  const texts = new Map<string, string>()
  if (blobs.length === 0) return { ok: true, texts }
  const ran = runGit(place, ['cat-file', '--batch'], { input: blobs.map(({ object }) => `${object}\n`).join('') })
  if (!ran.ok) return ran
  let at = 0
  for (const { path, object } of blobs) {
    const end = ran.stdout.indexOf('\n', at)
    const head = end === -1 ? '' : ran.stdout.toString('utf8', at, end)
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(head) ?? []
    if (size === undefined) return { ok: false, reason: `the object ${object} of ${path} is not here` }
    texts.set(path, ran.stdout.toString('utf8', end + 1, end + 1 + Number(size)))
    at = end + 1 + Number(size) + 1
  }
  return { ok: true, texts }
}
