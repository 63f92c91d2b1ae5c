import { notMeasured, verdict } from '../measurement.ts'
import type { Measurement, Scenario } from '../scenario.ts'
import { caseSets, readCases, type CaseSet } from '../sql/case.ts'
import { labelMajors, type LabelMajor } from '../sql/label/majors.ts'
import { readLabels } from '../sql/labels.ts'
import { linters } from '../sql/linters/index.ts'
import type { Linter } from '../sql/linters/linter.ts'
import { precision, recall, score, type Mistake, type Score } from '../sql/score.ts'

export const sqlScore: Scenario = {
  summary: 'precision and recall of SQL findings, against what servers did with the same text',
  rounds: { full: 1, quick: 1 },
  run: async () => {
    const measurements: Measurement[] = []
    for (const set of caseSets) {
      for (const linter of linters) measurements.push(...(await measurementsOf(set, linter)))
    }
    return measurements
  },
}

const least = 0.95

async function measurementsOf(set: CaseSet, linter: Linter): Promise<readonly Measurement[]> {
  const missing = linter.missing?.()
  if (missing !== undefined) return [notMeasured(`${set} cases, ${linter.name}`, missing)]
  const cases = readCases(set)
  const labels = readLabels(set)
  const scores: (readonly [LabelMajor, Score])[] = []
  const measured = labelMajors.filter((major) => [...labels.values()].some((majors) => majors.has(major)))
  for (const major of measured) scores.push([major, score(labels, major, await linter.flags(cases, major))])
  return [
    ...scores.flatMap(([major, each]) => ratios(`${set} cases, PostgreSQL ${major}, ${linter.name}`, each, linter)),
    ...mistakes(`${set}, ${linter.name}: flagged`, scores, ({ falsePositives }) => falsePositives),
    ...mistakes(`${set}, ${linter.name}: missed`, scores, ({ falseNegatives }) => falseNegatives),
  ]
}

function ratios(what: string, each: Score, { name }: Linter): readonly Measurement[] {
  const { truePositives, falsePositives, falseNegatives } = each
  const target = (value: number) =>
    name === 'wavec' ? { target: { text: `>= ${least}`, verdict: verdict(value >= least) } } : {}
  const [precise, complete] = [precision(each), recall(each)]
  return [
    {
      what: `${what}: precision`,
      result: precise.toFixed(3),
      detail: `${truePositives} right, ${falsePositives.length} wrong`,
      ...target(precise),
    },
    {
      what: `${what}: recall`,
      result: complete.toFixed(3),
      detail: `${truePositives} found, ${falseNegatives.length} missed`,
      ...target(complete),
    },
  ]
}

/** A line for each case, with the majors on which it was judged wrongly. */
function mistakes(
  what: string,
  scores: readonly (readonly [LabelMajor, Score])[],
  listed: (score: Score) => readonly Mistake[],
): readonly Measurement[] {
  const found = scores.flatMap(([major, each]) => listed(each).map((mistake) => ({ major, ...mistake })))
  const names = [...new Set(found.map(({ name }) => name))].sort()
  return names.map((name) => {
    const own = found.filter((mistake) => mistake.name === name)
    return { what, result: name, detail: `${own.map(({ major }) => major).join(' ')}: ${own[0]?.why ?? ''}` }
  })
}
