/**
 * `pipeline.lock`, next to the spec, records which release brought which migration to which environment, and a checksum
 * of its text. A migration has shipped once the lock file of the default branch contains it, because Argo CD syncs that
 * branch, and its text must not change from then on. A branch may edit what it adds until it is merged, so every compile
 * rewrites the entry of the present release (`lock-advance.ts`).
 */
import { append } from '../diagnostic/long-lists.ts'
import { compare } from '../diagnostic/diagnostic.ts'
import { sortByVersion, versionedNames } from './naming.ts'

export const lockName = 'pipeline.lock'

export interface LockedRelease {
  readonly release: string
  /** New migrations, and repeatable ones that changed: file name → sha256 (hex) of the text with LF line ends. */
  readonly migrations: Readonly<Record<string, string>>
  /** Migrations of earlier releases that it lacks after a rollback, although databases have applied them. */
  readonly withdrawn: readonly string[]
  /** Migrations of earlier releases that no database has, as the user declared: their versions are free again. */
  readonly abandoned: readonly string[]
}

/** Environment → its releases, the oldest first. A release that returns after a rollback appears twice. */
export type Lock = Readonly<Record<string, readonly LockedRelease[]>>

export function formatLock(lock: Lock): string {
  const lines = [
    '# Written by wavec compile, to be committed. It records which release brought which migration to which environment, with',
    '# the sha256 of its text. Migrations in this file on the default branch have shipped and must not change.',
    'lock: 1',
    'environments:',
  ]
  for (const environment of Object.keys(lock).sort(compare)) {
    lines.push(`  ${key(environment)}:`)
    for (const { release, migrations, withdrawn, abandoned } of lock[environment] ?? []) {
      lines.push(`    - release: ${JSON.stringify(release)}`, ...checksums(migrations))
      append(lines, names('withdrawn', withdrawn), names('abandoned', abandoned))
    }
  }
  return `${lines.join('\n')}\n`
}

function checksums(migrations: LockedRelease['migrations']): string[] {
  const files = inFileOrder(Object.keys(migrations))
  if (files.length === 0) return ['      migrations: {}']
  return ['      migrations:', ...files.map((file) => `        ${key(file)}: ${migrations[file] ?? ''}`)]
}

function names(title: 'withdrawn' | 'abandoned', files: readonly string[]): string[] {
  if (files.length === 0) return []
  return [`      ${title}:`, ...inFileOrder(files).map((file) => `        - ${key(file)}`)]
}

function key(text: string): string {
  return /^[A-Za-z0-9][\w./-]*$/.test(text) ? text : JSON.stringify(text)
}

/** The same order for the files of every tool, so that a change of the tool moves no line. */
export function inFileOrder(files: Iterable<string>): string[] {
  return sortByVersion(files, versionedNames)
}
