/** Formats milliseconds: `350 ms`, `10 s`, `2 m 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} m${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`
}
