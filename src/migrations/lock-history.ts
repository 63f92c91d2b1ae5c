import type { Lock, LockedRelease } from './lock.ts'

/** A migration as an environment knows it. */
export interface Shipped {
  readonly file: string
  /** Of the text that it had last. */
  readonly checksum: string
  /** The release that brought it first. */
  readonly release: string
  /** `withdrawn`: a later release does without its file, but the database has it. */
  readonly state: 'present' | 'withdrawn'
}

/** Every migration that an environment has been given, in the order in which it was. */
export function shippedIn(releases: readonly LockedRelease[]): ReadonlyMap<string, Shipped> {
  const shipped = new Map<string, Shipped>()
  for (const { release, migrations, withdrawn } of releases) {
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

/** The releases that an environment has seen, each once, in the order in which they first came. @internal */
export function releasesSeen(lock: Lock, environment: string): readonly string[] {
  return [...new Set((lock[environment] ?? []).map(({ release }) => release))]
}

/** The release that brought a migration to an environment first; undefined if it has not been there. @internal */
export function releaseOf(lock: Lock, environment: string, file: string): string | undefined {
  return shippedIn(lock[environment] ?? []).get(file)?.release
}
