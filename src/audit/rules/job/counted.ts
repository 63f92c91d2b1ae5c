import { eachOf, nameSpan } from '../../rule.ts'
import { selecting } from '../../selecting.ts'
import { isJob } from '../../subject.ts'

const effects: Readonly<Record<string, string>> = {
  PodDisruptionBudget: 'the budget counts them as replicas, so a drain may evict too many pods or be blocked',
  Deployment: 'an autoscaler of the Deployment includes their load in its metrics',
  StatefulSet: 'an autoscaler of the StatefulSet includes their load in its metrics',
  Rollout: 'an autoscaler of the Rollout includes their load in its metrics',
}

export const counted = eachOf('Job', (job, unit) => {
  const { pod } = job
  if (pod === undefined || !isJob(job)) return undefined
  return selecting(unit, job).flatMap((other) => {
    const why = effects[other.manifest.kind]
    if (why === undefined) return []
    return [
      {
        message: `the selector of ${other.id} matches the pods of ${job.id}`,
        why,
        help: 'give the pods of the Job different labels',
        span: job.locate([...pod.path, 'metadata'], 'key'),
        related: [{ span: nameSpan(other), message: 'the object with the selector' }],
      },
    ]
  })
})
