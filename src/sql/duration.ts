const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** A duration as SET takes it: milliseconds without a unit. Undefined for DEFAULT and for other words. */
export function milliseconds(text: string): number | undefined {
  const [, amount, unit = 'ms'] = /^\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*$/.exec(text) ?? []
  return amount === undefined ? undefined : Number(amount) * (units[unit] ?? 1)
}
