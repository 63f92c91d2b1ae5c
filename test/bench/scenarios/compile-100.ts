import { measureCompile } from '../compile.ts'
import type { Scenario } from '../scenario.ts'

export const compile100: Scenario = {
  summary: 'a hundred services',
  rounds: { full: 7, quick: 3 },
  run: (bench, rounds) => measureCompile(bench, 100, rounds, { cdk8s: 5 }),
}
