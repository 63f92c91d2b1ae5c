import type { Failure } from '../diagnostic/failure.ts'
import { textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { namedObjects, simulate as simulated, eventNotes, compareState } from '../simulate/index.ts'
import type { Trace } from '../timeline/trace.ts'
import { nextStep } from './simulate/next-step.ts'
import { leftOut, type SimulationRequest } from './simulate/request.ts'
import { simulationOf } from './simulate/simulation.ts'
import { misused, wavec } from './usage.ts'

export { type Live, type Targets, applicationOf, isApplication, isUnplayable, manifestsOf } from './simulate/request.ts'
export { typedAs } from './simulate/typed-as.ts'

export interface Simulated {
  readonly trace: Trace
  /** It succeeded, or ended as the user asked it to. */
  readonly ending: 'expected' | 'unexpected'
  /** What to type at this point. */
  readonly next: string
}

/** What Argo CD would do with the targets, pass by pass. Throws a `Failure` for a name that no object has. */
export function simulateSync(request: SimulationRequest): Simulated {
  const { loaded, event, live: given, typed, fail, hang, terminateAt } = request
  const simulation = simulationOf(request)
  if (simulation.operation.resources?.length === 0) throw nothingToHeal(simulation.targets, request)
  const played = simulated(simulation)
  const { targets, live, operation } = simulation
  const compared = given === undefined ? undefined : compareState(targets, live, operation.namespace)
  const trace = {
    ...played,
    warnings: [...leftOut(loaded), ...eventNotes(loaded.application, event, compared), ...played.warnings],
  }
  const isAsked = [fail, hang, terminateAt].some((fault) => fault !== undefined)
  const stages = namedObjects(targets, operation).flatMap(({ stage }) => stage ?? [])
  const application = textAt(loaded.application, 'metadata', 'name')
  return {
    trace,
    ending: trace.verdict.outcome === 'succeeded' || isAsked ? 'expected' : 'unexpected',
    next: nextStep(trace, { application, paths: typed.paths, event, stages }),
  }
}

/** A partial sync is about what differs; Argo CD would not even start. */
function nothingToHeal(targets: readonly Manifest[], { event, typed: { paths } }: SimulationRequest): Failure {
  const workload = targets.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet') ?? targets[0]
  const name = `${workload?.kind ?? 'Deployment'}/${workload?.metadata.name ?? 'orders'}`
  return misused(
    `simulate: no plain object differs from what is live, so there is nothing to ${event === 'selective' ? 'select' : 'heal'}: name the object that was changed`,
    `${wavec} simulate ${paths.join(' ')} --event ${event} --resource ${name}`,
  )
}
