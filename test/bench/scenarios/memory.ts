import { median } from '../measure/interleave.ts'
import { peakMemory } from '../measure/peak-memory.ts'
import { verdict } from '../measurement.ts'
import type { Measurement, Scenario } from '../scenario.ts'
import type { Prepared } from '../prepare.ts'
import type { Workbench } from '../workbench.ts'

export const memory: Scenario = {
  summary: 'peak resident memory at a thousand services',
  rounds: { full: 5, quick: undefined },
  run: (bench, rounds) => (['fresh', 'unchanged'] as const).map((kind) => peak(bench, kind, rounds)),
}

const most = 200

function peak(bench: Workbench, kind: keyof Prepared, rounds: number): Measurement {
  const contender = bench.services(1000)[kind]
  const peaks = Array.from({ length: rounds }, () => peakMemory(contender, bench.folder) / 1e6)
  const megabytes = median(peaks)
  return {
    what: `${kind}, peak memory`,
    result: `${megabytes.toFixed(0)} MB`,
    detail: `${Math.min(...peaks).toFixed(0)} to ${Math.max(...peaks).toFixed(0)} MB`,
    target: { text: `<= ${most} MB`, verdict: verdict(megabytes <= most) },
  }
}
