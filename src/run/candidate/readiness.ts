/** What is known of each part of the candidate, and whether all of it has been ready long enough. */
export interface Seen {
  /** Ready without a break since then; undefined while it is not. */
  readonly since: number | undefined
  /** When it last answered that it is ready. */
  readonly confirmed: number
  /** e.g. `readiness GET :8080/readyz: status 503`. */
  readonly last: string
}

export interface Readiness {
  readonly set: (part: string, seen: Seen) => void
  readonly get: (part: string) => Seen | undefined
  readonly remove: (part: string) => void
  /** Since when all of it is ready; undefined while any part is not. */
  readonly readySince: () => number | undefined
  /** All of it was ready for `stableFor`, and each part said so again at the end of that time. */
  readonly isStable: () => boolean
  /** How long a part that asks every `period` waits, so that it asks at the end of that time too. */
  readonly pause: (now: number, period: number) => number
  /** What is not ready, for people. */
  readonly outstanding: () => readonly string[]
}

export function newReadiness(stableFor: number): Readiness {
  const parts = new Map<string, Seen>()

  function readySince(): number | undefined {
    let latest = 0
    for (const { since } of parts.values()) {
      if (since === undefined) return undefined
      latest = Math.max(latest, since)
    }
    return latest
  }

  return {
    set: (part, seen) => void parts.set(part, seen),
    get: (part) => parts.get(part),
    remove: (part) => void parts.delete(part),
    readySince,
    isStable: () => {
      const from = readySince()
      return from !== undefined && [...parts.values()].every(({ confirmed }) => confirmed >= from + stableFor)
    },
    pause: (now, period) => {
      const from = readySince()
      const left = from === undefined ? period : from + stableFor - now
      return left > 0 ? Math.min(period, left) : period
    },
    outstanding: () =>
      [...parts].flatMap(([part, { since, last }]) => (since === undefined ? [`${part}: ${last}`] : [])),
  }
}
