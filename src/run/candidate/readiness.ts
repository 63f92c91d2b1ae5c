/** The last observation of a part of the candidate. */
export interface Seen {
  /** Ready without interruption since then; undefined while it is not ready. */
  readonly since: number | undefined
  /** When it last reported that it is ready. */
  readonly confirmed: number
  /** For example `readiness GET :8080/readyz: status 503`. */
  readonly last: string
}

export interface Readiness {
  readonly set: (part: string, seen: Seen) => void
  readonly get: (part: string) => Seen | undefined
  readonly remove: (part: string) => void
  /** When the last part became ready; undefined while any part is not ready. */
  readonly readySince: () => number | undefined
  /** Every part was ready for `stableFor` and confirmed it at the end of that time. */
  readonly isStable: () => boolean
  /** When a part that was probed at `probed` is probed next: after its `period`, and once at the end of `stableFor`. */
  readonly nextProbe: (probed: number, period: number) => number
  /** The parts that are not ready, for messages. */
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
    nextProbe: (probed, period) => {
      const end = (readySince() ?? Infinity) + stableFor
      return probed < end ? Math.min(probed + period, end) : probed + period
    },
    outstanding: () =>
      [...parts].flatMap(([part, { since, last }]) => (since === undefined ? [`${part}: ${last}`] : [])),
  }
}
