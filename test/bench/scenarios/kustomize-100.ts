import { measureKustomize } from '../kustomize.ts'
import type { Scenario } from '../scenario.ts'

export const kustomize100: Scenario = {
  summary: 'a hundred services, against one kubectl kustomize over the same files',
  rounds: { full: 5, quick: 1 },
  run: (bench, rounds) => [measureKustomize(bench, 100, rounds, 40)],
}
