import { eachOf, nameSpan } from '../../rule.ts'
import { selecting } from '../../selecting.ts'
import { isJob } from '../../subject.ts'

const effects: Readonly<Record<string, string>> = {
  PodDisruptionBudget:
    'the budget counts them as replicas: a node may be drained that must not be, or can’t be drained',
  Deployment: 'an autoscaler of the Deployment counts their load among its own',
  StatefulSet: 'an autoscaler of the StatefulSet counts their load among its own',
  Rollout: 'an autoscaler of the Rollout counts their load among its own',
}

export const counted = eachOf('Job', (job, unit) => {
  const { pod } = job
  if (pod === undefined || !isJob(job)) return undefined
  return selecting(unit, job).flatMap((other) => {
    const why = effects[other.manifest.kind]
    if (why === undefined) return []
    return [
      {
        message: `the selector of ${other.id} takes the pods of ${job.id}`,
        why,
        help: 'give the Job’s pods labels of their own',
        span: job.locate([...pod.path, 'metadata'], 'key'),
        related: [{ span: nameSpan(other), message: 'whose selector it is' }],
      },
    ]
  })
})
