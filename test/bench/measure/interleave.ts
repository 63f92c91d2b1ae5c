import { time, type Contender } from './contender.ts'

/** Milliseconds of each round, by contender. */
export type Timings<Name extends string> = Readonly<Record<Name, readonly number[]>>

/** A B C, A B C, …: a slow spell of the machine affects all of them. */
export function interleave<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  rounds: number,
): Timings<Name>
export function interleave(contenders: Readonly<Record<string, Contender>>, rounds: number): Timings<string> {
  const timings: Record<string, number[]> = {}
  for (let round = 0; round < rounds; round++) {
    for (const [name, contender] of Object.entries(contenders)) (timings[name] ??= []).push(time(contender))
  }
  return timings
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

/** How many times as long `slow` takes: the median of the ratios of each round, which ran under the same load. */
export function ratio(slow: readonly number[], fast: readonly number[]): number {
  return median(slow.map((value, round) => value / (fast[round] ?? NaN)))
}
