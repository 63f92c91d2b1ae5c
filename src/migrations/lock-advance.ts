import type { MigrationFile } from './file.ts'
import { compareVersions } from './file.ts'
import type { LockedRelease } from './lock.ts'
import { shippedIn, type Shipped } from './lock-history.ts'
import { sortByVersion, sortFilesByVersion, versionIn, type Naming } from './naming.ts'

/** The release that is being compiled for one environment. */
export interface Present {
  readonly release: string
  readonly files: readonly MigrationFile[]
  readonly naming: Naming
  /** Shipped migrations of which the user declares that no database has them. */
  readonly abandoned?: readonly string[]
}

/** A change to a shipped migration that databases cannot follow. */
export type Breach =
  | { readonly kind: 'edited'; readonly shipped: Shipped; readonly file: MigrationFile }
  | { readonly kind: 'edited-unchecked'; readonly shipped: Shipped; readonly file: MigrationFile }
  | {
      readonly kind: 'removed'
      readonly shipped: Shipped
      /** The path of the missing file. */
      readonly path: string
      /** A newer file that remains, so the removal leaves a gap. */
      readonly newer: string
      readonly renamed: MigrationFile | undefined
    }
  | { readonly kind: 'out-of-order'; readonly shipped: Shipped; readonly file: MigrationFile }

export interface Advanced {
  readonly releases: readonly LockedRelease[]
  readonly breaches: readonly Breach[]
  /** The files that databases do not have as they are now. */
  readonly added: readonly string[]
}

/** Adds the present release to what has shipped to an environment. */
export function advance(before: readonly LockedRelease[], present: Present): Advanced {
  const known = shippedIn(before)
  const files = present.files.filter(({ name }) => present.naming.isRecorded(name))
  const abandoned = (present.abandoned ?? []).filter((name) => isGone(known.get(name), files))
  const shipped = new Map([...known].filter(([name]) => !abandoned.includes(name)))
  const { added, breaches } = compareFiles(files, shipped, present.naming)
  const gone = goneFrom(files, shipped, present.naming)
  const withdrawn = gone.withdrawn.filter(({ state }) => state === 'present').map(({ file }) => file)
  const next = { release: present.release, migrations: added, withdrawn, abandoned }
  return { releases: append(before, next), breaches: [...breaches, ...gone.breaches], added: Object.keys(added) }
}

/** It shipped, and its text is not among the files. */
function isGone(shipped: Shipped | undefined, files: readonly MigrationFile[]): boolean {
  if (shipped === undefined) return false
  return !files.some(({ name, checksum }) => name === shipped.file && checksum === shipped.checksum)
}

function compareFiles(files: readonly MigrationFile[], shipped: ReadonlyMap<string, Shipped>, naming: Naming) {
  const added: Record<string, string> = {}
  const breaches: Breach[] = []
  const newest = newestOf(shipped, naming)
  for (const file of sortFilesByVersion(files, naming)) {
    const before = shipped.get(file.name)
    const breach = breachOf(file, before, { newest, naming })
    if (breach !== undefined) breaches.push(breach)
    const isNew = before === undefined || before.state === 'withdrawn' || before.checksum !== file.checksum
    if (isNew && breach?.kind !== 'edited') added[file.name] = file.checksum
  }
  return { added, breaches }
}

function breachOf(
  file: MigrationFile,
  before: Shipped | undefined,
  { newest, naming }: { readonly newest: Shipped | undefined; readonly naming: Naming },
): Breach | undefined {
  if (before === undefined) {
    const version = naming.order === 'by-version' ? versionIn(naming, file.name) : undefined
    if (version === undefined || newest === undefined) return undefined
    const isLate = compareVersions(version, versionIn(naming, newest.file) ?? '0') < 0
    return isLate ? { kind: 'out-of-order', shipped: newest, file } : undefined
  }
  if (before.checksum === file.checksum) return undefined
  if (naming.edited === 'unnoticed') return { kind: 'edited-unchecked', shipped: before, file }
  const isFixed = naming.parse(file.name)?.kind !== 'repeatable' && !isAccepted(file)
  return isFixed ? { kind: 'edited', shipped: before, file } : undefined
}

/** The file itself declares, with a reason, that no database has applied the old text. */
function isAccepted({ text }: MigrationFile): boolean {
  return /^\s*--\s*wavec:ignore\s+migrations\/edited\s+\S/m.test(text)
}

/** Shipped migrations without a file. The newest ones may be missing, because a rollback is a release. */
function goneFrom(files: readonly MigrationFile[], shipped: ReadonlyMap<string, Shipped>, naming: Naming) {
  const names = new Set(files.map(({ name }) => name))
  const missing = [...shipped.values()].filter(
    ({ file }) => !names.has(file) && naming.parse(file)?.kind !== 'repeatable',
  )
  const withdrawn: Shipped[] = []
  const breaches: Breach[] = []
  const folder = files[0]?.path.slice(0, -files[0].name.length) ?? ''
  for (const gone of missing) {
    const newer = naming.order === 'by-version' ? newerThan(gone.file, files, naming) : undefined
    if (newer === undefined) withdrawn.push(gone)
    else {
      const renamed = files.find(({ name, checksum }) => checksum === gone.checksum && !shipped.has(name))
      breaches.push({ kind: 'removed', shipped: gone, path: `${folder}${gone.file}`, newer, renamed })
    }
  }
  return { withdrawn, breaches }
}

function newerThan(file: string, files: readonly MigrationFile[], naming: Naming): string | undefined {
  const version = versionIn(naming, file)
  if (version === undefined) return undefined
  return files.find(({ name }) => compareVersions(versionIn(naming, name) ?? '0', version) >= 0)?.name
}

function newestOf(shipped: ReadonlyMap<string, Shipped>, naming: Naming): Shipped | undefined {
  const versioned = [...shipped.keys()].filter((name) => versionIn(naming, name) !== undefined)
  const newest = sortByVersion(versioned, naming).at(-1)
  return newest === undefined ? undefined : shipped.get(newest)
}

/** Declares, in the entry of the last release, that no database has the migration. */
export function abandon(releases: readonly LockedRelease[], file: string): readonly LockedRelease[] {
  const release = releases.at(-1)?.release ?? ''
  return append(releases, { release, migrations: {}, withdrawn: [], abandoned: [file] })
}

/** Merges into the last entry if that has the same release, else appends. */
function append(before: readonly LockedRelease[], next: LockedRelease): readonly LockedRelease[] {
  const last = before.at(-1)
  if (last?.release !== next.release) return [...before, next]
  const back = new Set([...Object.keys(next.migrations), ...next.abandoned])
  const kept = Object.entries(last.migrations).filter(([file]) => !next.abandoned.includes(file))
  const merged = {
    release: last.release,
    migrations: { ...Object.fromEntries(kept), ...next.migrations },
    withdrawn: [...new Set([...last.withdrawn.filter((file) => !back.has(file)), ...next.withdrawn])],
    abandoned: [...new Set([...last.abandoned, ...next.abandoned])],
  }
  return [...before.slice(0, -1), merged]
}
