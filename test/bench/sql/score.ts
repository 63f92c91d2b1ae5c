import type { Labels } from './labels.ts'

/** How the verdicts of one linter compare with what the servers did. */
export interface Score {
  readonly truePositives: number
  readonly trueNegatives: number
  /** False positives: flagged but harmless. */
  readonly falsePositives: readonly Mistake[]
  /** False negatives: a hazard that was not flagged. */
  readonly falseNegatives: readonly Mistake[]
}

export interface Mistake {
  readonly name: string
  /** The rules that flagged it, or what was measured. */
  readonly why: string
}

/** Ignores ambiguous cases and cases that this major rejects. */
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

/** The share of flagged cases that are hazards. */
export function precision({ truePositives, falsePositives }: Score): number {
  return truePositives / (truePositives + falsePositives.length)
}

/** The share of hazards that it flagged. */
export function recall({ truePositives, falseNegatives }: Score): number {
  return truePositives / (truePositives + falseNegatives.length)
}
