/** The line that an offset is in: its number, from 1, and where it starts. */
export interface LineOf {
  readonly number: number
  readonly start: number
}

/** Up to this length a text is searched each time. */
const short = 20_000

let last: { readonly text: string; readonly starts: readonly number[] } | undefined

/** The lines of a long text are remembered, because a report asks for hundreds of places in the same one. */
export function lineOf(text: string, offset: number): LineOf {
  const end = offset === 0 ? -1 : text.lastIndexOf('\n', offset - 1)
  if (text.length <= short) return { number: newlinesUpTo(text, end) + 1, start: end + 1 }
  if (last?.text !== text) last = { text, starts: startsIn(text) }
  return { number: indexOfStart(last.starts, end + 1) + 1, start: end + 1 }
}

function newlinesUpTo(text: string, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0 && at <= end; at = text.indexOf('\n', at + 1)) count++
  return count
}

function startsIn(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** By bisection. */
function indexOfStart(starts: readonly number[], start: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) < start) low = middle + 1
    else high = middle
  }
  return low
}
