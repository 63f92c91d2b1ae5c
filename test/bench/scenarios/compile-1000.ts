import { measureCompile } from '../compile.ts'
import type { Scenario } from '../scenario.ts'

export const compile1000: Scenario = {
  summary: 'a thousand services',
  rounds: { full: 5, quick: undefined },
  run: (bench, rounds) => measureCompile(bench, 1000, rounds, { cdk8s: 10 }),
}
