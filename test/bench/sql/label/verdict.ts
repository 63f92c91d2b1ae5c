import type { Label } from '../labels.ts'
import type { Measured } from './measure.ts'

/** Users notice a wait from this many milliseconds on. A measurement within the machine's noise of it is ambiguous. */
const threshold = 50
const noise = { from: 30, to: 80 }

export function isBorderline(measured: Measured): boolean {
  return isCertain(measured) === undefined && longest(measured) >= noise.from && longest(measured) <= noise.to
}

/** The median of several measurements of one case. */
export function labelOf(measurements: readonly Measured[]): Label {
  const sorted = [...measurements].sort((a, b) => longest(a) - longest(b))
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  const [least, most] = [sorted[0] ?? middle, sorted.at(-1) ?? middle]
  const isSplit = longest(least) < threshold && longest(most) >= threshold
  const verdict = isCertain(middle) ?? (isSplit ? 'ambiguous' : longest(middle) >= threshold ? 'hazard' : 'none')
  return { verdict, evidence: evidenceOf(middle) }
}

/** The parts that do not depend on a clock. */
function isCertain({ fails, broken }: Measured): Label['verdict'] | undefined {
  if (fails !== undefined && missing.includes(fails)) return 'not here'
  return fails !== undefined || broken.some(({ when }) => when === 'always') ? 'hazard' : undefined
}

/** A syntax error or an unsupported feature: the statement needs another major. */
const missing = ['42601']

function longest({ holds, rows }: Measured): number {
  return Math.max(rows, 0, ...holds.map(({ ms }) => ms))
}

function evidenceOf({ fails, holds, rows, broken }: Measured): string {
  return [
    ...(fails === undefined ? [] : [`fails ${fails}`]),
    ...holds.filter(({ ms }) => ms >= noise.from).map(({ table, mode, ms }) => `${mode} ${table} ${rounded(ms)}`),
    ...(rows >= noise.from ? [`rows locked ${rounded(rows)}`] : []),
    ...broken.map(({ query, how, when }) => `${query} ${how}${when === 'prepared' ? ' prepared' : ''}`),
  ].join('; ')
}

/** Leaves out shorter waits and keeps two digits: the rest would differ from run to run. */
function rounded(ms: number): string {
  return `${Number(ms.toPrecision(2))} ms`
}
