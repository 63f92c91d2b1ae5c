import { createHash } from 'node:crypto'
import type { Stage } from '../plan/stage.ts'
import type { Copies } from './argocd/copies.ts'
import { stageJob } from './argocd/stage-job.ts'
import type { EmitContext } from './context.ts'

/**
 * A tracked Job's template can't be changed, so its name carries a hash of its whole spec: what is to run otherwise is
 * another Job, and what is the same stays. The attempt counts too, so that a failed one can be run again.
 */
export function nameByContent(context: EmitContext, copies: Copies): EmitContext {
  const stages = context.plan.stages.map((stage) => ({
    ...stage,
    job: `${stage.job}-${hashOf(context, stage, copies)}`,
  }))
  return { ...context, plan: { ...context.plan, stages } }
}

function hashOf(context: EmitContext, stage: Stage, copies: Copies): string {
  const { spec } = stageJob(context, stage, copies)
  const { attempt = 1 } = context.pipeline.spec
  return createHash('sha256').update(JSON.stringify({ spec, attempt })).digest('hex').slice(0, hashDigits)
}

/** Of the hash; the name has a dash more. */
const hashDigits = 8
