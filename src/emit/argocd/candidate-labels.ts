import { podSelectorOf, selectorKeys, type Labels } from '../../refs/selector.ts'
import type { PlannedJob } from '../../plan/stage.ts'
import { labelsOf } from './metadata.ts'
import { templateLabels } from './copies.ts'
import type { EmitContext } from '../context.ts'

/** Never taken from the template: they name the workload, and tools group by them. */
const named = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
  'app.kubernetes.io/managed-by',
]

/** The template's labels that no selector of the input looks at: admission rules and identities may. */
export function candidateLabels(context: EmitContext): Labels {
  const { documents } = context.workload
  const selected = new Set(
    documents.flatMap(({ manifest }) => {
      const selector = podSelectorOf(manifest)
      return selector === undefined ? [] : selectorKeys(selector)
    }),
  )
  const kept = Object.entries(templateLabels(context.workload)).filter(
    ([key]) => !selected.has(key) && !named.includes(key),
  )
  return Object.fromEntries(kept)
}

/** All labels of a Job's pod. */
export function podLabels(context: EmitContext, job: Pick<PlannedJob, 'kind' | 'name'>): Labels {
  const isTried = context.plan.profile.candidate === 'tried' && job.kind === 'stage'
  const isCandidate = isTried && (job.name === 'deploy' || job.name === 'smoke-test')
  return { ...(isCandidate ? candidateLabels(context) : {}), ...labelsOf(context, job) }
}
