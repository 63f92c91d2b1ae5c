import type { ExtraJob, Phase, Plan, Stage } from './stage.ts'

const phases: readonly Phase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail']

/** Every Job in the order in which it runs. */
export function plannedJobs({ stages, extra }: Plan): readonly (Stage | ExtraJob)[] {
  return [...stages, ...extra].sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase) || a.wave - b.wave)
}
