import { at } from '../../../manifest/fields.ts'
import { eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** gitops-engine/pkg/health/health_job.go: any condition Suspended without a true one is taken for complete. */
export const suspended = eachOf('Job', (subject) => {
  if (!isJob(subject) || at(subject.manifest, 'spec', 'suspend') !== true) return undefined
  return [
    {
      message: `${subject.id} starts suspended`,
      why: 'the sync waits until somebody resumes it; and then Argo CD takes it for healthy at once, while it still runs',
      help: 'as a gate, suspend a Job that does nothing, and let the work be another one in the next wave',
      span: subject.locate(['spec', 'suspend']),
    },
  ]
})
