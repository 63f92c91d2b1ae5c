import { comparePlaces } from '../argocd/phases.ts'
import type { ExtraJob, Plan, Stage } from './stage.ts'

/** Every Job in the order in which it runs. */
export function plannedJobs({ stages, extra }: Plan): readonly (Stage | ExtraJob)[] {
  return [...stages, ...extra].sort(comparePlaces)
}
