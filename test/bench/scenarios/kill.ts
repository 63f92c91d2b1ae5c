import { measureKills } from '../migrations/kills.ts'
import type { Scenario } from '../scenario.ts'

export const kill: Scenario = {
  summary: 'the runner is killed at random moments, on each installed PostgreSQL; --seed repeats a run',
  rounds: { full: 200, quick: 20 },
  run: (bench, kills) => measureKills(bench.seed, kills),
}
