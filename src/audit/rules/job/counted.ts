import { textMapAt } from '../../../manifest/fields.ts'
import { podSelectorOf, selects } from '../../../refs/selector.ts'
import { nameSpan, type Rule } from '../../rule.ts'
import { isJob } from '../../subject.ts'
import { mayShareNamespace } from '../../unit.ts'

const effects: Readonly<Record<string, string>> = {
  PodDisruptionBudget:
    'the budget counts them as replicas: a node may be drained that must not be, or can’t be drained',
  Deployment: 'an autoscaler of the Deployment counts their load among its own',
  StatefulSet: 'an autoscaler of the StatefulSet counts their load among its own',
  Rollout: 'an autoscaler of the Rollout counts their load among its own',
}

export const counted: Rule = ({ subjects }) => {
  const counting = subjects.filter(({ manifest: { kind } }) => effects[kind] !== undefined)
  return subjects.filter(isJob).flatMap((job) => {
    const { pod } = job
    const labels = textMapAt(pod?.template, 'metadata', 'labels')
    if (pod === undefined) return []
    return counting.flatMap((other) => {
      const selector = podSelectorOf(other.manifest)
      if (selector === undefined || !mayShareNamespace(other, job) || !selects(selector, labels)) return []
      return [
        {
          message: `the selector of ${other.id} takes the pods of ${job.id}`,
          why: effects[other.manifest.kind] ?? '',
          help: 'give the Job’s pods labels of their own',
          span: job.locate([...pod.path, 'metadata'], 'key'),
          related: [{ span: nameSpan(other), message: 'whose selector it is' }],
        },
      ]
    })
  })
}
