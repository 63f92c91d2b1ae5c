import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { podSelectorOf, selects } from '../../refs/selector.ts'
import { podLabels } from '../argocd/candidate-labels.ts'
import type { EmitContext } from '../context.ts'

/** No selector of the input may take hold of a Job's pod: a Service would send it traffic, a PDB would count it. */
export function checkSelectors(context: EmitContext): readonly Diagnostic[] {
  const pods = [...context.plan.stages, ...context.plan.extra].map((job) => ({
    job: job.job,
    labels: podLabels(context, job),
  }))
  return context.workload.documents.flatMap(({ manifest, locate }) => {
    const selector = podSelectorOf(manifest)
    if (selector === undefined || manifest.kind === 'NetworkPolicy') return []
    const taken = pods.find(({ labels }) => selects(selector, labels))
    if (taken === undefined) return []
    return [
      diagnostic('refs/selector-clash', {
        message: `the selector of ${manifest.kind}/${manifest.metadata.name} would also take the pods of ${taken.job}`,
        why: effectOf(manifest.kind),
        help: 'select the workload by a label that only it has, e.g. app.kubernetes.io/name',
        span: locate(selector.path),
      }),
    ]
  })
}

function effectOf(kind: string): string {
  if (kind === 'Service') return 'production traffic would reach a candidate'
  if (kind === 'PodDisruptionBudget') return 'the budget would count Jobs as replicas'
  return 'its controller would adopt or count pods that are not its own'
}
