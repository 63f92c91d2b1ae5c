import { append } from '../diagnostic/long-lists.ts'
import { compare, diagnostic, hasErrors, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import { unreachable } from '../diagnostic/unreachable.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import { advance, type Breach, type Present } from './lock-advance.ts'
import { formatLock, type Lock, type LockedRelease } from './lock.ts'
import { parseLock } from './lock-parse.ts'
import { folderOf } from '../source/path.ts'
import { sortFilesByVersion } from './naming.ts'
import { refusedIn } from './refusal.ts'

export interface LockInput {
  /** The path of the lock file. */
  readonly path: string
  /** Its text in the work tree. */
  readonly present: string | undefined
  /** Its text on the base, e.g. `origin/main`, which has shipped. Undefined without a base or without the file on it. */
  readonly shipped: { readonly text: string; readonly base: string } | undefined
  readonly environments: readonly (Present & Applied & { readonly environment: string })[]
}

/** The present release may be compiled again. */
function without(releases: readonly LockedRelease[], present: string): readonly LockedRelease[] {
  return releases.at(-1)?.release === present ? releases.slice(0, -1) : releases
}

interface Applied {
  /** By wavec's own engine, which refuses what would end its transaction, or by a tool. */
  readonly appliedBy: 'wavec' | 'tool'
}

export interface NextLock {
  readonly lock: Lock
  readonly text: string
}

/**
 * Computes the new lock file, and finds forbidden changes to shipped migrations. Without a base, all releases before the
 * present one count as shipped. Codes: `migrations/lock-unreadable|edited|edited-unchecked|removed|out-of-order`, and those
 * of `refusedIn`.
 */
export function nextLock({ path, present, shipped, environments }: LockInput): Outcome<NextLock> {
  const source = shipped?.text ?? present
  const parsed = source === undefined ? { value: {}, diagnostics: [] } : parseLock(path, source)
  if (parsed.value === undefined) return { value: undefined, diagnostics: inPlace(parsed.diagnostics, path, shipped) }
  const declared = present === undefined ? {} : (parseLock(path, present).value ?? {})
  const found: Found[] = []
  const refusals = new Map<string, Diagnostic>()
  const lock: [string, readonly LockedRelease[]][] = []
  for (const { environment, ...now } of environments) {
    const known = releasesOf(parsed.value, environment)
    const before = shipped === undefined ? without(known, now.release) : known
    const abandoned = newlyAbandoned(releasesOf(declared, environment), before)
    const { releases, breaches, added } = advance(before, { ...now, abandoned })
    lock.push([environment, releases])
    append(
      found,
      breaches.map((breach) => ({ environment, breach })),
    )
    for (const each of refusedBy(now, new Set(added))) refusals.set(JSON.stringify(each), each)
  }
  const diagnostics = [...breached(found, { path, shipped }), ...refusals.values()]
  const value = Object.fromEntries(lock)
  return { value: hasErrors(diagnostics) ? undefined : { lock: value, text: formatLock(value) }, diagnostics }
}

function breached(found: readonly Found[], { path, shipped }: Pick<LockInput, 'path' | 'shipped'>): Diagnostic[] {
  const from = { base: shipped?.base ?? 'main', pipeline: folderOf(path) }
  return groupByFile(found).map((group) => describe(group, from))
}

/** Before a spec gets environments, its releases ship to `default`. */
function releasesOf(lock: Lock, environment: string): readonly LockedRelease[] {
  return lock[environment] ?? lock['default'] ?? []
}

/** What the work tree declares and the base does not. A name may be abandoned more than once, each time with another text. */
function newlyAbandoned(declared: readonly LockedRelease[], before: readonly LockedRelease[]): readonly string[] {
  const left = before.flatMap(({ abandoned }) => abandoned)
  return declared
    .flatMap(({ abandoned }) => abandoned)
    .filter((file) => {
      const at = left.indexOf(file)
      if (at !== -1) left.splice(at, 1)
      return at === -1
    })
}

/** A statement that wavec's own engine would refuse, in a file that no database has. */
function refusedBy({ appliedBy, files, naming }: Present & Applied, added: ReadonlySet<string>): readonly Diagnostic[] {
  if (appliedBy !== 'wavec') return []
  const recorded = files.filter(({ name }) => naming.isRecorded(name))
  return refusedIn(sortFilesByVersion(recorded, naming), naming, (name) => added.has(name))
}

/** Replaces findings in the base's text, whose spans do not apply to the text in the work tree. */
function inPlace(
  diagnostics: readonly Diagnostic[],
  path: string,
  shipped: LockInput['shipped'],
): readonly Diagnostic[] {
  if (shipped === undefined) return diagnostics
  const message = `the version on ${shipped.base} is not a lock file that wavec wrote`
  const help = `fix it on ${shipped.base} first: git log -p ${shellWord(shipped.base)} -- ${shellWord(path)}`
  return [diagnostic('migrations/lock-unreadable', { message, help, span: { file: path, start: 0, end: 0 } })]
}

interface Found {
  readonly environment: string
  readonly breach: Breach
}
interface Group {
  readonly environments: readonly string[]
  readonly breach: Breach
}

/** One finding per file, even if it shipped to several environments. */
function groupByFile(found: readonly Found[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { environment, breach } of found) {
    const { kind, shipped } = breach
    const id = JSON.stringify([kind, pathOf(breach), shipped.release, shipped.checksum])
    groups.set(id, { breach, environments: [...(groups.get(id)?.environments ?? []), environment].sort(compare) })
  }
  return [...groups.values()]
}

function pathOf(breach: Breach): string {
  return breach.kind === 'removed' ? breach.path : breach.file.path
}

interface Origin {
  readonly base: string
  /** The folder of the spec. */
  readonly pipeline: string
}

function describe({ breach, environments }: Group, { base, pipeline }: Origin): Diagnostic {
  const { shipped } = breach
  const path = pathOf(breach)
  const span = { file: path, start: 0, end: 0 }
  const where = environments.join(', ')
  const when = `with ${shipped.release}${where === 'default' ? '' : ` (${where})`}`
  const restore = `git checkout ${base} -- ${path}`
  switch (breach.kind) {
    case 'edited':
    case 'edited-unchecked': {
      const sums = `shipped: sha256 ${shipped.checksum.slice(0, 12)}…   now: ${breach.file.checksum.slice(0, 12)}…`
      const isChecked = breach.kind === 'edited'
      return diagnostic(`migrations/${breach.kind}`, {
        message: `edited since it shipped ${when}\n${sums}`,
        why: isChecked
          ? 'an edit does not change databases that have applied it, and the tool fails on them'
          : 'an edit does not change databases that have applied it, and the tool does not notice',
        help: isChecked
          ? `restore it (${restore}) and put the change in a new migration\nif no database has applied it, add this line to it: -- wavec:ignore migrations/edited REASON`
          : `restore it (${restore}), or make sure that the edit changes nothing`,
        span,
      })
    }
    case 'removed':
      return diagnostic('migrations/removed', {
        message: `it shipped ${when}, but its file is missing\nshipped: sha256 ${shipped.checksum.slice(0, 12)}…   now: ${breach.renamed === undefined ? 'none' : `the same text is ${breach.renamed.name}`}`,
        why: `${breach.newer} is newer, so databases would have an earlier migration without a file`,
        help:
          breach.renamed === undefined
            ? `${shipped.state === 'withdrawn' ? undoRemoval(path) : `restore it: ${restore}`}\nif no database has it: npx wavec set ${pipeline} --withdraw ${shipped.file}`
            : `rename it back: git mv ${breach.renamed.path} ${path}`,
        span,
      })
    case 'out-of-order':
      return diagnostic('migrations/out-of-order', {
        message: `this new migration sorts before ${shipped.file}, which shipped ${when}`,
        why: 'databases with the newer migration are already past this version',
        help: 'give it the next free version',
        span,
      })
    default:
      return unreachable(breach)
  }
}

/** A file that was withdrawn is on no branch any more, so the command looks for the commit that removed it. */
function undoRemoval(path: string): string {
  return `restore it: git checkout "$(git log -1 --diff-filter=D --format=%h -- ${path})^" -- ${path}`
}
