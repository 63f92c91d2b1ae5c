import type { Labels } from './labels.ts'

/** How the verdicts of one linter compare with what the servers did. */
export interface Score {
  readonly truePositives: number
  readonly trueNegatives: number
  /** Flagged, and nothing happened. */
  readonly falsePositives: readonly Mistake[]
  /** Not flagged, and it was a hazard. */
  readonly falseNegatives: readonly Mistake[]
}

export interface Mistake {
  readonly name: string
  /** The rules that flagged it, or what was measured. */
  readonly why: string
}

/** What is ambiguous, or not of this major, is left out. */
export function score(labels: Labels, major: number, flags: ReadonlyMap<string, readonly string[]>): Score {
  const falsePositives: Mistake[] = []
  const falseNegatives: Mistake[] = []
  let [truePositives, trueNegatives] = [0, 0]
  for (const [name, rules] of flags) {
    const label = labels.get(name)?.get(major)
    const isFlagged = rules.length > 0
    if (label?.verdict === 'hazard') {
      if (isFlagged) truePositives += 1
      else falseNegatives.push({ name, why: label.evidence })
    }
    if (label?.verdict === 'none') {
      if (isFlagged) falsePositives.push({ name, why: rules.join(', ') })
      else trueNegatives += 1
    }
  }
  return { truePositives, trueNegatives, falsePositives, falseNegatives }
}

/** Of what it flagged, how much was a hazard. */
export function precision({ truePositives, falsePositives }: Score): number {
  return truePositives / (truePositives + falsePositives.length)
}

/** Of the hazards, how many it flagged. */
export function recall({ truePositives, falseNegatives }: Score): number {
  return truePositives / (truePositives + falseNegatives.length)
}
