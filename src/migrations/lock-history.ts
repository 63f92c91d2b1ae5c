import type { Lock, LockedRelease } from './lock.ts'

/** A migration that shipped to an environment. */
export interface Shipped {
  readonly file: string
  /** The checksum of its latest text. */
  readonly checksum: string
  /** The release that first contained it. */
  readonly release: string
  /** `withdrawn`: a later release lacks the file, but the database has applied it. */
  readonly state: 'present' | 'withdrawn'
}

/** Every migration that shipped to an environment, in order of shipping. */
export function shippedIn(releases: readonly LockedRelease[]): ReadonlyMap<string, Shipped> {
  const shipped = new Map<string, Shipped>()
  for (const { release, migrations, withdrawn, abandoned } of releases) {
    // First, because the same release may bring another file of that name.
    for (const file of abandoned) shipped.delete(file)
    for (const [file, checksum] of Object.entries(migrations)) {
      shipped.set(file, { file, checksum, release: shipped.get(file)?.release ?? release, state: 'present' })
    }
    for (const file of withdrawn) {
      const known = shipped.get(file)
      if (known !== undefined) shipped.set(file, { ...known, state: 'withdrawn' })
    }
  }
  return shipped
}

/** The releases of an environment without repetitions, in order of first appearance. @internal */
export function releasesSeen(lock: Lock, environment: string): readonly string[] {
  return [...new Set((lock[environment] ?? []).map(({ release }) => release))]
}

/** The release that first contained the migration; undefined if it has not shipped to the environment. @internal */
export function releaseOf(lock: Lock, environment: string, file: string): string | undefined {
  return shippedIn(lock[environment] ?? []).get(file)?.release
}
