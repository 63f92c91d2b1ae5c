/** What the pod of a stage holds and reaches: the rights of its steps, and of what runs beside them. */
import { unreachable } from '../../diagnostic/unreachable.ts'
import type { StepKind } from '../../protocol/step.ts'
import type { Stage } from '../../plan/stage.ts'
import type { EmitContext } from '../context.ts'
import { observesRestarts } from './candidate-account.ts'
import type { Copies } from './copies.ts'
import { rights, type Rights } from './rights.ts'

/** The steps of wavec in the pod of a stage. */
export function stepsOf({ pipeline }: EmitContext, { name, side }: Stage): readonly StepKind[] {
  switch (name) {
    case 'preflight':
      return ['preflight']
    case 'migrate':
      return pipeline.tool.runs.in === 'engine' ? ['migrate'] : ['stamp', 'expect']
    case 'deploy':
      return ['candidate']
    case 'smoke-test':
      return side === 'before' ? ['smoke-test'] : verifySteps(pipeline)
    case 'verify':
      return verifySteps(pipeline)
    case 'report':
      return ['report']
    default:
      return unreachable(name)
  }
}

function verifySteps({ spec }: EmitContext['pipeline']): readonly StepKind[] {
  return spec.database.reader === undefined ? ['verify'] : ['verify', 'complete']
}

/** Whether a container of the pod holds a connection to the database. */
export function holdsConnection(context: EmitContext, stage: Stage): boolean {
  return stepsOf(context, stage).some((step) => rights[step].connection !== 'none')
}

/** Whether the pod asks the workload's pods, through a Service. */
export function asks({ pipeline, ...context }: EmitContext, stage: Stage): boolean {
  const { http = [], live } = pipeline.spec.smokeTest
  const asked: Readonly<Record<Rights['asks'], boolean>> = {
    service: http.length > 0,
    'serving-version': live !== undefined,
    nothing: false,
  }
  return stepsOf({ pipeline, ...context }, stage).some((step) => asked[rights[step].asks])
}

/** Whether wavec's container holds a token for the Kubernetes API: the report, and a candidate that may read its own pod. */
export function holdsToken(context: EmitContext, stage: Stage, copies: Copies): boolean {
  return stage.name === 'report' || (holdsCandidate(context, stage) && observesRestarts(context, copies))
}

/** Whether the pod runs the workload's containers. */
function holdsCandidate({ pipeline, plan }: EmitContext, { name, side }: Stage): boolean {
  if (plan.profile.candidate === 'none' || side !== 'before') return false
  return name === 'deploy' || (name === 'smoke-test' && pipeline.spec.smokeTest.http !== undefined)
}

/** Whether containers that are not wavec's need what only they know: a candidate, the workload's command, a sidecar. */
export function runsForeign(context: EmitContext, stage: Stage): boolean {
  const isCommand = stage.name === 'migrate' && context.pipeline.tool.runs.in === 'workload'
  return isCommand || holdsCandidate(context, stage) || (stage.pod.sidecars ?? []).length > 0
}
