import { objectIdOf, type TraceTask } from '../../timeline/trace.ts'
import type { PageScenario } from '../../view/page/scenario.ts'
import { type SyncEvent, simulate } from '../../simulate/index.ts'
import { simulationOf } from '../simulate/simulation.ts'
import { leftOut, type Faults, type SimulationRequest } from '../simulate/request.ts'

/** What is drawn: of the faults, only svg shows one. */
export type Graphed = Pick<SimulationRequest, 'loaded' | 'live' | 'typed' | 'fail'>

/**
 * The sync as it goes well, each thing that may fail in it failing, and the syncs that skip hooks. What is only written
 * down, as a ConfigMap is, can't fail by itself.
 */
export function scenariosOf(graphed: Graphed): readonly PageScenario[] {
  const first = { label: 'nothing fails', trace: traceOf(graphed, 'sync', {}) }
  const failures = first.trace.tasks.filter(mayFail).flatMap((task): readonly PageScenario[] => {
    const trace = traceOf(graphed, 'sync', { fail: objectIdOf(task) })
    return [{ label: `${task.kind}/${task.name} fails`, task: task.id, trace }]
  })
  const partial = graphed.live === undefined ? [] : [partialSync(graphed)]
  return [first, ...failures, ...partial]
}

export function traceOf(graphed: Graphed, event: SyncEvent, faults: Faults): PageScenario['trace'] {
  const trace = simulate(simulationOf({ ...graphed, event, ...faults }))
  return { ...trace, warnings: [...leftOut(graphed.loaded), ...trace.warnings] }
}

function partialSync(graphed: Graphed): PageScenario {
  return { label: 'self-heal: hooks are skipped', trace: traceOf(graphed, 'self-heal', {}) }
}

const kinds: ReadonlySet<string> = new Set([
  'Job',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'Workflow',
])

/** A SyncFail hook runs only where something else has failed. */
function mayFail({ kind, role, phase }: TraceTask): boolean {
  return role !== 'prune' && phase !== 'SyncFail' && kinds.has(kind)
}
