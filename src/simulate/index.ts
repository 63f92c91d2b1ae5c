/**
 * What Argo CD would do, pass by pass: its sync engine (argoproj/argo-cd v3.5.1, gitops-engine/pkg/sync) reimplemented
 * over a simulated cluster. `world/` is the cluster: objects, controllers, deletions. `health/` is how Argo CD judges a
 * kind. `engine/` is one pass: it builds tasks from targets and live objects and starts at most one wave. `operation/` is
 * the controller that calls it repeatedly, with retries, timeouts and waits. Names follow gitops-engine.
 */
import type { Trace } from '../timeline/trace.ts'
import { newSyncContext } from './engine/new-context.ts'
import { runOperation } from './operation/run-operation.ts'
import type { Simulation } from './simulation.ts'
import { verdictOf } from './verdict.ts'
import { warningsOf } from './warnings.ts'

export type { Operation, Outcome, Simulation } from './simulation.ts'
export { type Fault, outcomeOf } from './fault.ts'
export { type Named, findObjects, namedObjects } from './find-object.ts'
export { afterSync } from './operation/after-sync.ts'
export { manualSync } from './operation/defaults.ts'
export { eventNotes } from './operation/event-notes.ts'
export { type SyncEvent, operationOf, syncEvents } from './operation/from-application.ts'
export { compareState, outOfSync } from './operation/out-of-sync.ts'
export { liveKey } from './world/world.ts'

export function simulate(simulation: Simulation): Trace {
  const context = newSyncContext(simulation)
  const ran = runOperation(context)
  return {
    title: simulation.title,
    tasks: [...context.seen.values()],
    passes: ran.passes,
    verdict: verdictOf(context, ran),
    warnings: warningsOf(context, ran),
    delaySeconds: context.delaySeconds,
  }
}
