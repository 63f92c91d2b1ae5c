/** The candidate closest to `word`, if a typo explains the difference: at most a third of its letters. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > longest) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    // No less than this many letters are inserted or deleted.
    if (Math.abs(candidate.length - word.length) >= least) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** A user does not type a longer one, and to compare two of them takes the product of their lengths. */
const longest = 256

/** Optimal string alignment distance: insert, delete, replace, or swap two neighbours. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = []
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          cost(previous, j) + 1,
          cost(row, j - 1) + 1,
          cost(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          isSwap ? cost(before, j - 2) + 1 : Infinity,
        ),
      )
    }
    ;[before, previous] = [previous, row]
  }
  return cost(previous, b.length)
}

function cost(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
