import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Failure } from '../../diagnostic/failure.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import { placeOf, runGit, type Place, type Ran } from './run-git.ts'

/** A commit to compare with. */
export interface Base {
  readonly commit: string
  /** As the user calls it, e.g. `origin/main`. */
  readonly name: string
}

/** Why git can't say what has shipped. */
export type BaseProblem =
  | 'no-git'
  | 'timeout'
  | 'no-repository'
  /** The repository belongs to another user. */
  | 'foreign-owner'
  /** Git does not open the repository for another reason. */
  | 'refused'
  /** No remote branch is known, nor a local `main` or `master`. */
  | 'nothing-pushed'
  /** Remote branches are known, but not which of them is the default. */
  | 'no-default-branch'
  /** Where the two branches parted is beyond what was fetched. */
  | 'shallow'
  /** A commit or file that should be there is not. */
  | 'unreadable'

export interface UnknownBase {
  readonly kind: 'unknown'
  readonly problem: BaseProblem
  /** Git's own reason, or wavec's where git gives none. */
  readonly reason: string
  /** The folder of the repository. */
  readonly top: string
}

export type BaseAnswer =
  | {
      readonly kind: 'known'
      readonly base: Base
      /** `itself`: the present commit is on the local default branch, and git knows none of the remote that there is. */
      readonly from: 'user' | 'remote' | 'local' | 'itself'
    }
  | UnknownBase

/** Refs of the default branch, best first: Argo CD syncs what was pushed, so remote refs win. */
const defaults = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
]

/**
 * The commit where the current branch left `ref`, by default the default branch. Throws a `Failure` for a given `ref`
 * that does not exist.
 */
export function baseOf(root: string, ref: string | undefined): BaseAnswer {
  const place = placeOf(root)
  const tip = ref === undefined ? defaultBranch(place) : namedTip(place, ref)
  if (tip.kind === 'unknown') return tip
  const { commit } = tip.base
  const merge = runGit(place, ['merge-base', 'HEAD', commit])
  if (merge.ok) {
    const found = merge.stdout.toString().trim()
    if (found === commit) return tip.from === 'local' ? localTip(place, tip.base) : tip
    const depth = depthAt(place, found, commit)
    if (depth.kind === 'unknown') return depth
    if (depth.kind === 'whole') return { ...tip, base: { ...tip.base, commit: found } }
  } else {
    const problem = withoutCommon(place, merge)
    if (problem?.kind === 'unknown') return problem
    // Two histories without a common commit, or no commit here yet: all of the other one has shipped.
    if (problem === undefined) return tip
  }
  // A commit that the user named stands for itself: it has everything that shipped before it.
  if (tip.from === 'user') return tip
  const reason = `the history that was fetched ends before the commit where this branch left ${tip.base.name}`
  return unknown(place, 'shallow', reason)
}

function defaultBranch(place: Place): BaseAnswer {
  const listed = runGit(place, ['for-each-ref', '--format=%(refname) %(objectname)', ...defaults])
  if (!listed.ok) return refusal(place, listed)
  const commits = new Map(lines(listed.stdout).map((line): [string, string] => splitAt(line, ' ')))
  const name = defaults.find((candidate) => commits.has(candidate))
  const commit = commits.get(name ?? '')
  if (name === undefined || commit === undefined) return withoutDefault(place)
  const title = name.replace(/^refs\/(remotes|heads)\//, '').replace(/\/HEAD$/, '')
  return { kind: 'known', base: { commit, name: title }, from: name.startsWith('refs/heads/') ? 'local' : 'remote' }
}

/** Where nothing was ever fetched, the local branch is all that there is. */
function localTip(place: Place, base: Base): BaseAnswer {
  const facts = runGit(place, ['rev-parse', 'HEAD', '--git-path', 'FETCH_HEAD'])
  if (!facts.ok) return refusal(place, facts)
  const remotes = runGit(place, ['remote'])
  if (!remotes.ok) return refusal(place, remotes)
  const [head, fetched = ''] = lines(facts.stdout)
  const hasRemote = remotes.stdout.length > 0 || existsSync(resolve(place.top, fetched))
  return { kind: 'known', base, from: head === base.commit && hasRemote ? 'itself' : 'local' }
}

function withoutDefault(place: Place): BaseAnswer {
  const remote = runGit(place, ['for-each-ref', '--count=1', '--format=%(refname)', 'refs/remotes'])
  if (!remote.ok) return refusal(place, remote)
  const words = 'there is no origin/HEAD, origin/main, origin/master, main or master'
  return remote.stdout.length === 0
    ? unknown(place, 'nothing-pushed', `${words}, nor any branch of a remote`)
    : unknown(place, 'no-default-branch', words)
}

function namedTip(place: Place, ref: string): BaseAnswer {
  const found = ref.startsWith('-') ? undefined : commitOf(place, ref)
  if (found !== undefined) return { kind: 'known', base: found, from: 'user' }
  const opened = runGit(place, ['rev-parse', '--git-dir'])
  if (!opened.ok) return refusal(place, opened)
  throw noSuchCommit(ref)
}

/** Resolves a ref from the user, and refuses one that does not exist. */
export function namedBranch(root: string, ref: string): Base {
  const tip = namedTip(placeOf(root), ref)
  if (tip.kind === 'known') return tip.base
  throw unreadableCommit(ref, tip.reason)
}

/** Undefined if there is no such commit, or git does not answer. */
function commitOf(place: Place, ref: string): Base | undefined {
  const found = runGit(place, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  return found.ok ? { commit: found.stdout.toString().trim(), name: ref } : undefined
}

function noSuchCommit(ref: string): Failure {
  const next = 'git fetch origin && git branch --all'
  return new Failure(`commit "${ref}" does not exist here`, { code: 'git/unknown-commit', exit: 2, next })
}

/** Git can't give what must be there: the world refused. */
export function unreadableCommit(commit: string, reason: string): Failure {
  return new Failure(`git can't read commit ${commit}: ${reason}`, {
    code: 'git/unreadable',
    exit: 2,
    next: `git archive ${shellWord(commit)} > /dev/null`,
  })
}

/**
 * Whether the merge base that git found is the best one. In a shallow clone another common commit may lie past a commit
 * whose parents were not fetched; it is the best one where no such commit is on the way from either side.
 */
function depthAt(place: Place, found: string, tip: string): UnknownBase | { readonly kind: 'whole' | 'cut' } {
  const facts = runGit(place, ['rev-parse', '--is-shallow-repository', 'HEAD', '--git-path', 'shallow'])
  if (!facts.ok) return refusal(place, facts)
  const [isShallow, head, list = ''] = lines(facts.stdout)
  if (isShallow === 'false' || head === found) return { kind: 'whole' }
  const between = runGit(place, ['rev-list', 'HEAD', tip, `^${found}`])
  if (!between.ok) return refusal(place, between)
  const ends = new Set(lines(readFileSync(resolve(place.top, list))))
  return { kind: lines(between.stdout).some((commit) => ends.has(commit)) ? 'cut' : 'whole' }
}

/** Undefined where the two have no commit in common. */
function withoutCommon(place: Place, merge: Ran & { ok: false }): UnknownBase | { readonly kind: 'cut' } | undefined {
  if (merge.problem === 'failed' && merge.status === 1) {
    const facts = runGit(place, ['rev-parse', '--is-shallow-repository'])
    if (!facts.ok) return refusal(place, facts)
    return facts.stdout.toString().trim() === 'false' ? undefined : { kind: 'cut' }
  }
  const head = runGit(place, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  return head.ok ? unknown(place, 'unreadable', merge.reason) : head.status === 1 ? undefined : refusal(place, head)
}

function refusal(place: Place, { problem, reason }: Ran & { ok: false }): UnknownBase {
  if (!place.hasRepository)
    return unknown(place, 'no-repository', problem === 'failed' ? reason : `no .git in ${place.top} or above it`)
  if (problem !== 'failed') return unknown(place, problem, reason)
  return unknown(place, isForeign(place.top) ? 'foreign-owner' : 'refused', reason)
}

function unknown({ top }: Place, problem: BaseProblem, reason: string): UnknownBase {
  return { kind: 'unknown', problem, reason, top }
}

/** Git opens only what the user owns, unless safe.directory names it. */
function isForeign(top: string): boolean {
  const user = process.getuid?.()
  return user !== undefined && [top, join(top, '.git')].some((path) => lstatSync(path).uid !== user)
}

function lines(output: Buffer): string[] {
  return output
    .toString()
    .split('\n')
    .filter((line) => line !== '')
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return [text.slice(0, at), text.slice(at + separator.length)]
}
