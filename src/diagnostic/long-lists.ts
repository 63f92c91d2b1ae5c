/** Of lists of any length: a call takes some 100,000 arguments, and `push(...list)` throws a RangeError beyond. */
export function append<T>(into: T[], ...lists: readonly Iterable<T>[]): void {
  for (const list of lists) for (const each of list) into.push(each)
}

/** As Math.max. */
export function greatest(numbers: Iterable<number>): number {
  let most = -Infinity
  for (const number of numbers) most = Math.max(most, number)
  return most
}

/** As Math.min. */
export function least(numbers: Iterable<number>): number {
  let fewest = Infinity
  for (const number of numbers) fewest = Math.min(fewest, number)
  return fewest
}
