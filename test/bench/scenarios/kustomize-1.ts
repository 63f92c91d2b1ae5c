import { measureKustomize } from '../kustomize.ts'
import type { Scenario } from '../scenario.ts'

export const kustomize1: Scenario = {
  summary: 'one service, against kubectl kustomize over the same files',
  rounds: { full: 11, quick: 5 },
  run: (bench, rounds) => [measureKustomize(bench, 1, rounds)],
}
