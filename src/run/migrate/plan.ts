import type { AppliedMigration } from '../../protocol/ledger.ts'
import { describeBroken, isBroken } from '../ledger/broken-row.ts'
import { compareVersions } from '../../migrations/file.ts'
import type { IndexEntry } from '../../migrations/order.ts'

export interface MigrationPlan {
  /** In the order of application. */
  readonly pending: readonly IndexEntry[]
  /** Applied and newer than every file: this is an older release, or a newer one was reverted. */
  readonly ahead: readonly AppliedMigration[]
  /** The reasons why nothing may be applied, one line each. */
  readonly refused: readonly string[]
  /** The first row of the ledger that is itself the reason. */
  readonly broken: AppliedMigration | undefined
}

/** The ledger's key of a migration: its version without leading zeros, or the name of a repeatable file. */
export function migrationId({
  version,
  file,
}: {
  readonly version?: string | undefined
  readonly file: string
}): string {
  if (version === undefined) return file
  const numbers = version.split('.').map((part) => BigInt(part).toString())
  while (numbers.length > 1 && numbers.at(-1) === '0') numbers.pop()
  return numbers.join('.')
}

/** Compares the files with the ledger. */
export function planMigrations(index: readonly IndexEntry[], applied: readonly AppliedMigration[]): MigrationPlan {
  const known = new Map(applied.map((migration) => [migration.id, migration]))
  const newestFile = newest(index)
  const newestApplied = newest(applied.filter(({ state }) => state === 'applied'))
  const pending: IndexEntry[] = []
  const refused: string[] = []
  for (const entry of index) {
    const before = known.get(migrationId(entry))
    if (before !== undefined && isBroken(before)) continue
    if (before?.state !== 'applied') {
      if (isHole(entry, newestApplied))
        refused.push(`${entry.file} is not applied, but the newer ${newestApplied} is: give it the next free version`)
      pending.push(entry)
    } else if (before.checksum !== entry.checksum) {
      if (entry.version === undefined) pending.push(entry)
      else refused.push(edited(entry, before))
    }
  }
  const broken = applied.filter(isBroken)
  refused.push(...broken.map(describeBroken))
  const files = new Set(index.map(migrationId))
  const gone = applied.filter((row) => row.version !== undefined && !files.has(row.id) && !isBroken(row))
  const ahead = gone.filter(({ version = '' }) => newestFile === undefined || compareVersions(version, newestFile) > 0)
  refused.push(...gone.filter((migration) => !ahead.includes(migration)).map(missing))
  return { pending, ahead, refused, broken: broken[0] }
}

function edited({ file, checksum }: IndexEntry, before: AppliedMigration): string {
  if (file !== before.file)
    return `${before.file} was applied, and this release has ${file} of the same version in its place: restore ${before.file}, and give ${file} the next free version`
  return `${file} was edited after it was applied (${before.checksum.slice(0, 12)}, now ${checksum.slice(0, 12)}): restore it, and put the change in a new file`
}

function missing({ id, file, state }: AppliedMigration): string {
  const what = state === 'applied' ? 'was applied' : 'was started, may be partly applied,'
  return `${file} (version ${id}) ${what} and is missing from the files although newer ones exist: restore it`
}

function isHole({ version }: IndexEntry, newestApplied: string | undefined): boolean {
  return version !== undefined && newestApplied !== undefined && compareVersions(version, newestApplied) < 0
}

function newest(migrations: readonly { readonly version?: string | undefined }[]): string | undefined {
  let last: string | undefined
  for (const { version } of migrations) {
    if (version !== undefined && (last === undefined || compareVersions(version, last) > 0)) last = version
  }
  return last
}
