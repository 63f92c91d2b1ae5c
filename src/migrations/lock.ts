/**
 * `pipeline.lock`, beside the spec: which release brought which migration to which environment, and the text that it
 * had. A migration has shipped when the lock file of the default branch holds it, because that branch is what Argo CD
 * syncs: from then on its text may no longer change. What a branch adds may be edited until it is merged, so the entry
 * of the present release is made anew by each compile (`lock-advance.ts`).
 */
import { compare } from '../diagnostic/diagnostic.ts'
import { compareParts, parseMigrationName, partsOf } from './file.ts'

export const lockName = 'pipeline.lock'

/** What one release brought to one environment. */
export interface LockedRelease {
  readonly release: string
  /** Migrations that are new in it, or repeatable and changed: file name → sha256 (hex) of the text with LF line ends. */
  readonly migrations: Readonly<Record<string, string>>
  /** Migrations of earlier releases that it no longer has: a rollback. The database keeps them. */
  readonly withdrawn: readonly string[]
}

/** Environment → its releases, the oldest first. A release that came back after a rollback is there twice. */
export type Lock = Readonly<Record<string, readonly LockedRelease[]>>

export function formatLock(lock: Lock): string {
  const lines = [
    '# Written by wavec compile; commit it. Which release brought which migration to which environment, with the sha256',
    '# of its text. What stands in this file on the default branch has shipped, and may no longer change.',
    'lock: 1',
    'environments:',
  ]
  for (const environment of Object.keys(lock).sort(compare)) {
    lines.push(`  ${key(environment)}:`)
    for (const { release, migrations, withdrawn } of lock[environment] ?? []) {
      lines.push(`    - release: ${JSON.stringify(release)}`, ...checksums(migrations), ...names(withdrawn))
    }
  }
  return `${lines.join('\n')}\n`
}

function checksums(migrations: LockedRelease['migrations']): string[] {
  const files = sortByVersion(Object.keys(migrations))
  if (files.length === 0) return ['      migrations: {}']
  return ['      migrations:', ...files.map((file) => `        ${key(file)}: ${migrations[file] ?? ''}`)]
}

function names(withdrawn: readonly string[]): string[] {
  if (withdrawn.length === 0) return []
  return ['      withdrawn:', ...sortByVersion(withdrawn).map((file) => `        - ${key(file)}`)]
}

function key(text: string): string {
  return /^[A-Za-z0-9][\w./-]*$/.test(text) ? text : JSON.stringify(text)
}

/** In the order in which they are applied: versioned ones by version, before all others by name. */
export function sortByVersion(files: Iterable<string>): string[] {
  return sortFilesByVersion(Array.from(files, (name) => ({ name }))).map(({ name }) => name)
}

export function sortFilesByVersion<T extends { readonly name: string }>(files: readonly T[]): T[] {
  const read = files.map((file) => {
    const version = versionOf(file.name)
    return { file, version: version === undefined ? undefined : partsOf(version) }
  })
  return read
    .sort(({ file: a, version: left }, { file: b, version: right }) => {
      if (left !== undefined && right !== undefined) return compareParts(left, right) || compare(a.name, b.name)
      if (left !== right) return left === undefined ? 1 : -1
      return compare(a.name, b.name)
    })
    .map(({ file }) => file)
}

export function versionOf(file: string): string | undefined {
  const name = parseMigrationName(file)
  return name?.kind === 'versioned' ? name.version : undefined
}
