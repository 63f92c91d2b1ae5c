import { baseOf, textsAt, textsNamed, type BaseProblem, type UnknownBase } from '../connect/git.ts'
import { Failure } from '../diagnostic/failure.ts'
import { lockName } from '../migrations/lock.ts'
import type { Shipped } from '../project/compile.ts'
import { wavesFolder } from '../project/places.ts'
import { wavec } from '../project/usage.ts'
import type { Option, Surroundings } from './command.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { type Root } from './root.ts'

/** The option of verbs that judge by what has shipped. */
export const shippedOption = {
  base: {
    value: 'REF',
    about:
      'what has shipped: where this branch left REF (default: origin/HEAD, origin/main, origin/master, main, master)',
  },
} as const satisfies Readonly<Record<string, Option>>

/** Undefined where nothing can have shipped from here. */
export function shippedLocks(
  { path }: Root,
  ref: string | undefined,
  where: Surroundings['where'],
): Shipped | undefined {
  const answer = baseOf(path, ref)
  if (answer.kind === 'unknown') return notKnown(answer, where)
  const { commit, name } = answer.base
  if (where === 'ci' && answer.from === 'itself') {
    const reason = `git knows no default branch of the remote, and the local ${name} is what is being checked`
    return notKnown({ kind: 'unknown', problem: 'no-default-branch', reason, top: path }, where)
  }
  const locks = textsNamed(path, commit, { folder: wavesFolder, name: lockName })
  if (!locks.ok) return notKnown({ kind: 'unknown', problem: 'unreadable', reason: locks.reason, top: path }, where)
  return { kind: 'known', base: name, textsOf: (paths) => textsOf(paths, locks.texts, path, commit) }
}

/** What is not a lock file of waves/ is read when it is asked for. */
function textsOf(
  paths: readonly string[],
  locks: ReadonlyMap<string, string>,
  root: string,
  commit: string,
): ReadonlyMap<string, string> {
  const isKnown = (path: string): boolean => path.startsWith(`${wavesFolder}/`) && path.endsWith(`/${lockName}`)
  const others = paths.filter((path) => !isKnown(path))
  const found = paths.flatMap((path): [string, string][] => {
    const text = isKnown(path) ? locks.get(path) : undefined
    return text === undefined ? [] : [[path, text]]
  })
  return new Map([...found, ...(others.length === 0 ? [] : textsAt(root, commit, others))])
}

interface Advice {
  /** Without CI, where nothing was ever pushed from, nothing can be hidden. */
  readonly here: 'nothing-shipped' | 'unknown'
  readonly help: (top: string) => string
  /** A line that can be pasted, for a verb that can do nothing without a base. */
  readonly next: (top: string) => string
}

const history =
  'fetch the history, e.g. fetch-depth: 0 of actions/checkout or GIT_DEPTH: 0 of GitLab\nor name the commit: --base REF'

const headAsBase = `${wavec} diff --base HEAD`

const advice: Readonly<Record<BaseProblem, Advice>> = {
  'foreign-owner': {
    here: 'unknown',
    help: (top) => `if you trust it: git config --global --add safe.directory ${shellWord(top)}`,
    next: (top) => `git config --global --add safe.directory ${shellWord(top)}   # if you trust it`,
  },
  'no-default-branch': {
    here: 'unknown',
    help: () =>
      `${history}\nor let git ask for the default branch: git fetch origin && git remote set-head origin --auto`,
    next: () => headAsBase,
  },
  'no-git': {
    here: 'unknown',
    help: () => 'install git, or run wavec where it is',
    next: () => 'git --version   # install git, or run wavec where it is',
  },
  'no-repository': {
    here: 'nothing-shipped',
    help: () => 'run wavec in a git checkout with its history, not in a copy of its files',
    next: () => 'git status   # wavec needs a checkout with its history, not a copy of its files',
  },
  'nothing-pushed': { here: 'nothing-shipped', help: () => history, next: () => headAsBase },
  refused: {
    here: 'unknown',
    help: (top) => `see what git says: git -C ${shellWord(top)} rev-parse --git-dir`,
    next: (top) => `git -C ${shellWord(top)} rev-parse --git-dir`,
  },
  shallow: {
    here: 'unknown',
    help: () => `git fetch --unshallow origin\nor ${history}`,
    next: () => 'git fetch --unshallow origin',
  },
  timeout: {
    here: 'unknown',
    help: (top) => `see what git waits for: git -C ${shellWord(top)} for-each-ref`,
    next: (top) => `git -C ${shellWord(top)} for-each-ref`,
  },
  unreadable: {
    here: 'unknown',
    help: (top) =>
      `in a partial clone: git -C ${shellWord(top)} fetch --refetch --no-filter origin\notherwise: git -C ${shellWord(top)} fsck`,
    next: (top) => `git -C ${shellWord(top)} fsck`,
  },
}

function notKnown({ problem, reason, top }: UnknownBase, where: Surroundings['where']): Shipped | undefined {
  const { here, help } = advice[problem]
  if (where === 'here' && here === 'nothing-shipped') return undefined
  return { kind: 'unknown', reason, help: help(top), severity: where === 'ci' ? 'error' : 'warning' }
}

/** For a verb that can do nothing without a base. */
export function withoutBase({ problem, reason, top }: UnknownBase): Failure {
  const next = advice[problem].next(top)
  return new Failure(`git does not say what to compare with: ${reason}`, { code: `git/${problem}`, exit: 2, next })
}
