import { interleave } from '../measure/interleave.ts'
import { timesAsLong } from '../measurement.ts'
import type { Scenario } from '../scenario.ts'

export const growth: Scenario = {
  summary: 'a thousand services against a hundred: ten times the work, start-up aside',
  rounds: { full: 5, quick: undefined },
  run: (bench, rounds) => {
    const contenders = { hundred: bench.services(100).fresh, thousand: bench.services(1000).fresh }
    const { hundred, thousand } = interleave(contenders, rounds)
    return [timesAsLong({ what: 'fresh at 1,000 : at 100', ours: thousand, theirs: hundred }, 12)]
  },
}
