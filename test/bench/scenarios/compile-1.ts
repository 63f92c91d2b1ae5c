import { measureCompile } from '../compile.ts'
import type { Scenario } from '../scenario.ts'

export const compile1: Scenario = {
  summary: 'one service: start-up',
  rounds: { full: 21, quick: 7 },
  run: (bench, rounds) => measureCompile(bench, 1, rounds, { bareNode: 2.5 }),
}
