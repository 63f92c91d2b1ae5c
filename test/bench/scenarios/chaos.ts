import { measureChaos } from '../chaos/measure.ts'
import type { Scenario } from '../scenario.ts'

export const chaos: Scenario = {
  summary: 'random faults on each installed PostgreSQL: nothing lost, nothing double, no wrong word about the state',
  rounds: { full: 500, quick: 30 },
  run: (bench, faults) => measureChaos(bench.seed, faults),
}
