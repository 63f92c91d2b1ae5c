/**
 * `pipeline.lock`, beside the spec: which release brought which migration to which environment, and the text that it
 * had. A migration has shipped when the lock file of the default branch holds it, because that branch is what Argo CD
 * syncs: from then on its text may no longer change. What a branch adds may be edited until it is merged, so the entry
 * of the present release is made anew by each compile (`lock-advance.ts`).
 */
import { compare } from '../diagnostic/diagnostic.ts'
import { sortByVersion, versionedNames } from './naming.ts'

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
  const files = inFileOrder(Object.keys(migrations))
  if (files.length === 0) return ['      migrations: {}']
  return ['      migrations:', ...files.map((file) => `        ${key(file)}: ${migrations[file] ?? ''}`)]
}

function names(withdrawn: readonly string[]): string[] {
  if (withdrawn.length === 0) return []
  return ['      withdrawn:', ...inFileOrder(withdrawn).map((file) => `        - ${key(file)}`)]
}

function key(text: string): string {
  return /^[A-Za-z0-9][\w./-]*$/.test(text) ? text : JSON.stringify(text)
}

/** One order for every tool's files, so that a line stays where it is when the tool changes. */
export function inFileOrder(files: Iterable<string>): string[] {
  return sortByVersion(files, versionedNames)
}
