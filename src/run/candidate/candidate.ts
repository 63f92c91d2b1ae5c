import { observeCandidate, type Observed } from './observe.ts'
import { duration } from '../duration.ts'
import type { StepOf, StepRunner } from '../step-runner.ts'
import { wouldAsk } from '../would-ask.ts'

/**
 * The deploy Job: its pod holds the workload's containers as native sidecars, and this container watches them boot on
 * the migrated schema. Argo CD deploys only after it has seen them stay ready.
 */
export const candidate: StepRunner<'candidate'> = async (step, adapters) => {
  const { candidate: given, release } = step
  if (adapters.mode === 'dry-run') return wouldAsk(step, adapters)
  const observed = await observeCandidate({ ...step, stage: 'deploy' }, adapters)
  if (observed.result !== 'ok') return observed
  return { result: 'ok', proved: `${release} ${provedOf(given, observed)}`, warnings: observed.warnings }
}

function provedOf(
  { probes, stableFor }: StepOf<'candidate'>['candidate'],
  { restarts }: Extract<Observed, { readonly result: 'ok' }>,
): string {
  const restarted = restarts === 'observed' ? ' without a restart' : '; restarts not observed'
  if (probes.length === 0)
    return `starts on the migrated schema; it has no probes, so readiness was not asked${restarts === 'observed' ? `, and it ran for ${duration(stableFor)}${restarted}` : restarted}`
  return `boots on the migrated schema and stayed ready for ${duration(stableFor)}${restarted}`
}
