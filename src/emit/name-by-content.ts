import { createHash } from 'node:crypto'
import type { Manifest } from '../manifest/manifest.ts'
import type { Copies } from './argocd/copies.ts'
import { extraJob } from './argocd/extra-job.ts'
import { stageJob } from './argocd/stage-job.ts'
import type { EmitContext } from './context.ts'

/**
 * A tracked Job's template can't be changed, so its name carries a hash of its whole spec: what is to run otherwise is
 * another Job, and what is the same stays. The attempt counts too, so that a failed one can be run again.
 */
export function nameByContent(context: EmitContext, copies: Copies): EmitContext {
  const { attempt = 1 } = context.pipeline.spec
  const named = (job: string, manifest: Manifest): string => `${job}-${hashOf(manifest, attempt)}`
  const stages = context.plan.stages.map((stage) => ({
    ...stage,
    job: named(stage.job, stageJob(context, stage, copies)),
  }))
  const extra = context.plan.extra.map((planned) => ({
    ...planned,
    job: named(planned.job, extraJob(context, planned)),
  }))
  return { ...context, plan: { ...context.plan, stages, extra } }
}

function hashOf({ spec }: Manifest, attempt: number): string {
  return createHash('sha256').update(JSON.stringify({ spec, attempt })).digest('hex').slice(0, hashDigits)
}

/** Of the hash; the name has a dash more. */
const hashDigits = 8
