import { compare, diagnostic, hasErrors, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import { unreachable } from '../diagnostic/unreachable.ts'
import { advance, type Breach, type Present } from './lock-advance.ts'
import { formatLock, type Lock, type LockedRelease } from './lock.ts'
import { parseLock } from './lock-parse.ts'

export interface LockInput {
  /** Of the lock file. */
  readonly path: string
  /** What stands in the work tree. */
  readonly present: string | undefined
  /** What has shipped: the file of the base, e.g. `origin/main`. Undefined where there is no base or no such file. */
  readonly shipped: { readonly text: string; readonly base: string } | undefined
  readonly environments: readonly (Present & { readonly environment: string })[]
}

export interface NextLock {
  readonly lock: Lock
  readonly text: string
}

/**
 * The lock file as it should be, and what the present files do to shipped migrations. Without a base, the releases
 * before the present one are taken as shipped. Codes: `migrations/lock-unreadable|edited|edited-unchecked|removed|out-of-order`.
 */
export function nextLock({ path, present, shipped, environments }: LockInput): Outcome<NextLock> {
  const source = shipped?.text ?? present
  const parsed = source === undefined ? { value: {}, diagnostics: [] } : parseLock(path, source)
  if (parsed.value === undefined) return { value: undefined, diagnostics: inPlace(parsed.diagnostics, path, shipped) }
  const found: Found[] = []
  const lock: [string, readonly LockedRelease[]][] = []
  for (const { environment, ...now } of environments) {
    // A spec that is given environments has shipped as `default` until then.
    const known = parsed.value[environment] ?? parsed.value['default'] ?? []
    const before = shipped === undefined && known.at(-1)?.release === now.release ? known.slice(0, -1) : known
    const { releases, breaches } = advance(before, now)
    lock.push([environment, releases])
    found.push(...breaches.map((breach) => ({ environment, breach })))
  }
  const diagnostics = gathered(found).map((group) => worded(group, shipped?.base ?? 'main'))
  const value = Object.fromEntries(lock)
  return { value: hasErrors(diagnostics) ? undefined : { lock: value, text: formatLock(value) }, diagnostics }
}

/** Spans of the base's text mean nothing in the work tree's. */
function inPlace(
  diagnostics: readonly Diagnostic[],
  path: string,
  shipped: LockInput['shipped'],
): readonly Diagnostic[] {
  if (shipped === undefined) return diagnostics
  const message = `as it stands on ${shipped.base}, this is no lock file that wavec wrote`
  const help = `mend it there first: git log -p ${shipped.base} -- ${path}`
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

/** One finding for a file, whatever the number of environments that it shipped to. */
function gathered(found: readonly Found[]): Group[] {
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

function worded({ breach, environments }: Group, base: string): Diagnostic {
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
          ? 'databases that have it are not changed by an edit, and the tool stops there'
          : 'databases that have it are not changed by an edit, and the tool does not notice',
        help: isChecked
          ? `restore it (${restore}) and put the change in a new migration\nif it never got through anywhere, write into it: -- wavec:ignore migrations/edited REASON`
          : `restore it (${restore}), or make sure that the edit changes nothing`,
        span,
      })
    }
    case 'removed':
      return diagnostic('migrations/removed', {
        message: `it shipped ${when}, and its file is gone\nshipped: sha256 ${shipped.checksum.slice(0, 12)}…   now: ${breach.renamed === undefined ? 'none' : `the same text is ${breach.renamed.name}`}`,
        why: `${breach.newer} is newer: databases would have a migration in the middle that no file explains`,
        help:
          breach.renamed === undefined
            ? `bring it back: ${restore}`
            : `give it its old name: git mv ${breach.renamed.path} ${path}`,
        span,
      })
    case 'out-of-order':
      return diagnostic('migrations/out-of-order', {
        message: `new, but it sorts before ${shipped.file}, which shipped ${when}`,
        why: 'databases that have the newer one are past it',
        help: 'give it the next free version',
        span,
      })
    default:
      return unreachable(breach)
  }
}
