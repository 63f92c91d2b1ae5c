import { median, ratio } from './measure/interleave.ts'
import type { Measurement } from './scenario.ts'

interface Pair {
  readonly what: string
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
}

/** Our time divided by theirs, against an upper limit. */
export function timesAsLong({ what, ours, theirs }: Pair, most?: number): Measurement {
  const times = ratio(ours, theirs)
  const measured = { what, result: `${figure(times)}x`, detail: `${milliseconds(ours)} : ${milliseconds(theirs)}` }
  return most === undefined
    ? measured
    : { ...measured, target: { text: `<= ${most}x`, verdict: verdict(times <= most) } }
}

/** Their time divided by ours, against a lower limit. */
export function timesFaster({ what, ours, theirs }: Pair, least?: number): Measurement {
  const times = ratio(theirs, ours)
  const measured = {
    what,
    result: `${figure(times)}x faster`,
    detail: `${milliseconds(ours)} : ${milliseconds(theirs)}`,
  }
  return least === undefined
    ? measured
    : { ...measured, target: { text: `>= ${least}x`, verdict: verdict(times >= least) } }
}

export function notMeasured(what: string, why: string): Measurement {
  return { what, result: 'not measured', detail: why }
}

export function verdict(reached: boolean): 'ok' | 'missed' {
  return reached ? 'ok' : 'missed'
}

function milliseconds(values: readonly number[]): string {
  return `${figure(median(values))} ms`
}

/** A measurement is not accurate to three digits. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
