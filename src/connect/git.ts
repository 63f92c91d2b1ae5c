import { spawnSync } from 'node:child_process'
import { compare } from '../diagnostic/diagnostic.ts'
import { resolvePath } from '../source/path.ts'
import type { Entry, Reading, Tree } from '../source/tree.ts'
import { Failure } from '../diagnostic/failure.ts'

/** A commit to compare with. */
export interface Base {
  readonly commit: string
  /** As the user calls it, e.g. `origin/main`. */
  readonly name: string
}

/** Refs of the default branch, best first: Argo CD syncs what was pushed, so remote refs win. */
const defaults = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
]

/**
 * The commit where the current branch forked from `ref`, by default the default branch. Undefined if there is no git, no
 * repository, no commit or no default branch. A given `ref` must exist.
 */
export function baseOf(root: string, ref: string | undefined): Base | undefined {
  const tip = ref === undefined ? defaultBranch(root) : namedBranch(root, ref)
  if (tip === undefined) return undefined
  const merge = git(root, ['merge-base', 'HEAD', tip.commit])
  // A shallow checkout may lack the common ancestor. Then the tip is the nearest known commit.
  return { ...tip, commit: merge?.toString().trim() ?? tip.commit }
}

function defaultBranch(root: string): Base | undefined {
  const listed = git(root, ['for-each-ref', '--format=%(refname) %(objectname)', ...defaults])?.toString() ?? ''
  const commits = new Map(listed.split('\n').map((line): [string, string] => splitAt(line, ' ')))
  const name = defaults.find((candidate) => commits.has(candidate))
  const commit = commits.get(name ?? '')
  if (name === undefined || commit === undefined) return undefined
  return { commit, name: name.replace(/^refs\/(remotes|heads)\//, '').replace(/\/HEAD$/, '') }
}

/** Resolves a ref from the user, and refuses one that does not exist. */
export function namedBranch(root: string, ref: string): Base {
  const commit = ref.startsWith('-') ? undefined : git(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  if (commit !== undefined) return { commit: commit.toString().trim(), name: ref }
  const next = `git fetch origin && git branch --all`
  throw new Failure(`commit "${ref}" does not exist here`, { code: 'git/unknown-commit', exit: 2, next })
}

/** Reads files of a commit with one git process. Paths that the commit does not have are left out. */
export function textsAt(root: string, commit: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const asked = paths.filter((path) => !path.includes('\n'))
  const input = asked.map((path) => `${commit}:./${path}\n`).join('')
  const output = input === '' ? undefined : git(root, ['cat-file', '--batch'], input)
  const texts = new Map<string, string>()
  let at = 0
  for (const path of asked) {
    const end = output?.indexOf('\n', at) ?? -1
    if (output === undefined || end === -1) break
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(output.toString('utf8', at, end)) ?? []
    at = end + 1
    if (size === undefined) continue
    if (type === 'blob') texts.set(path, output.toString('utf8', at, at + Number(size)))
    at += Number(size) + 1
  }
  return texts
}

/** Paths in the work tree that differ from the commit, including untracked files that git does not ignore. */
export function changedSince(root: string, commit: string): readonly string[] {
  const changed = git(root, ['diff', '--name-only', '--relative', '-z', commit])?.toString() ?? ''
  const added = git(root, ['ls-files', '--others', '--exclude-standard', '-z'])?.toString() ?? ''
  return [...new Set(`${changed}${added}`.split('\0'))].filter((path) => path !== '').sort(compare)
}

/** The repository as of a commit. Symbolic links are not followed. */
export function gitTree(root: string, commit: string): Tree {
  const folders = new Map<string, Reading<ReadonlyMap<string, string>>>()
  const entries = (path: string): Reading<ReadonlyMap<string, string>> => {
    const known = folders.get(path) ?? typesIn(root, commit, path)
    folders.set(path, known)
    return known
  }
  return {
    read: (path) => {
      if (resolvePath('', path) !== path) return { ok: false, problem: 'outside' }
      if (path === '') return { ok: false, problem: 'directory' }
      const folder = entries(path.slice(0, Math.max(0, path.lastIndexOf('/'))))
      const type = folder.ok ? folder.value.get(path.slice(path.lastIndexOf('/') + 1)) : undefined
      if (type === undefined) return { ok: false, problem: 'not-found' }
      if (type !== 'blob') return { ok: false, problem: type === 'tree' ? 'directory' : 'unreadable' }
      const content = git(root, ['cat-file', 'blob', `${commit}:./${path}`])
      return content === undefined ? { ok: false, problem: 'unreadable' } : { ok: true, value: content }
    },
    list: (path) => {
      if (resolvePath('', path) !== path) return { ok: false, problem: 'outside' }
      const folder = entries(path)
      if (!folder.ok) return folder
      const found = [...folder.value].map(([name, type]): Entry => ({
        name,
        kind: type === 'tree' ? 'directory' : 'file',
      }))
      return { ok: true, value: found.sort((a, b) => compare(a.name, b.name)) }
    },
  }
}

/** Name → `blob`, `tree`, `link` or `commit`. */
function typesIn(root: string, commit: string, path: string): Reading<ReadonlyMap<string, string>> {
  const listed = git(root, ['ls-tree', '--full-tree', '-z', `${commit}:./${path}`])
  if (listed === undefined) return { ok: false, problem: 'not-found' }
  const types = new Map<string, string>()
  for (const line of listed
    .toString()
    .split('\0')
    .filter((entry) => entry !== '')) {
    const [kind, name] = splitAt(line, '\t')
    types.set(name, kind.startsWith('120000') ? 'link' : (kind.split(' ')[1] ?? ''))
  }
  return { ok: true, value: types }
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return [text.slice(0, at), text.slice(at + separator.length)]
}

const largest = 256 * 1024 * 1024

/** The output of git; undefined if it fails or is not installed. */
function git(root: string, args: readonly string[], input?: string): Buffer | undefined {
  const ran = spawnSync('git', ['-C', root, ...args], {
    maxBuffer: largest,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
    ...(input === undefined ? {} : { input }),
  })
  return ran.status === 0 ? ran.stdout : undefined
}
