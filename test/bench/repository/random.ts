export interface Random {
  /** An integer from 0 up to, but excluding, `below`. */
  next(below: number): number
  /** This many hex digits. */
  hex(digits: number): string
}

/** The same numbers for the same seed on every machine (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const next = (below: number): number => Math.floor(unit() * below)
  return { next, hex: (digits) => Array.from({ length: digits }, () => next(16).toString(16)).join('') }
}
