import { at } from '../../../manifest/fields.ts'
import { eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** gitops-engine/pkg/health/health_job.go: a Suspended condition counts as complete, even when its status is False. */
export const suspended = eachOf('Job', (subject) => {
  if (!isJob(subject) || at(subject.manifest, 'spec', 'suspend') !== true) return undefined
  return [
    {
      message: `${subject.id} starts suspended`,
      why: 'the sync waits until a user resumes the Job, and Argo CD then reports it healthy at once, while it still runs',
      help: 'as a gate, suspend a Job that does nothing, and do the work in another Job in the next wave',
      span: subject.locate(['spec', 'suspend']),
    },
  ]
})
