import { observeCandidate, type Observed } from './observe.ts'
import type { Restarts } from './subject.ts'
import { duration } from '../duration.ts'
import type { StepOf, StepRunner } from '../step-runner.ts'
import { wouldAsk } from '../would-ask.ts'

/**
 * The deploy Job: its pod runs the workload's containers as native sidecars, and this container watches them start on the
 * migrated schema. Argo CD deploys only after they have stayed ready.
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
  const ready = `starts on the migrated schema and stayed ready for ${duration(stableFor)}${withoutRestart[restarts]}`
  if (probes.length > 0) return ready
  const unprobed = 'starts on the migrated schema. It has no probes, so its readiness was not checked'
  return restarts === 'observed'
    ? `${unprobed}, and it ran for ${duration(stableFor)} without a restart`
    : `${unprobed} (restarts not observed)`
}

const withoutRestart: Readonly<Record<Restarts, string>> = {
  observed: ' without a restart',
  'by port': ', and no port was closed meanwhile',
  'not observed': ' (restarts not observed)',
}
