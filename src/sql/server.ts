/** Lock modes in the server's own spelling, weakest first (https://www.postgresql.org/docs/current/explicit-locking.html). */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const
export type LockMode = (typeof lockModes)[number]

export function isAtLeast(mode: LockMode, least: LockMode): boolean {
  return lockModes.indexOf(mode) >= lockModes.indexOf(least)
}

/** The majors that SQL is judged for, and the one that is taken where the spec names none. */
export const oldestServer = 13
export const newestServer = 18
/** Taken where the spec names none. */
export const defaultServer = 15
