import { textAt } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** k8s.io/kubernetes/pkg/apis/batch/validation: OnFailure or Never, and there is no default. */
export const restartPolicy = eachSubject((subject) => {
  const isCron = subject.manifest.kind === 'CronJob'
  if ((!isJob(subject) && !isCron) || subject.pod === undefined) return undefined
  const policy = textAt(subject.pod.spec, 'restartPolicy')
  if (policy === 'Never' || policy === 'OnFailure') return undefined
  return [
    {
      message: policy === undefined ? 'restartPolicy is missing' : `restartPolicy: ${policy} is not for a Job`,
      why: `Kubernetes refuses ${subject.id}: Never and OnFailure are all that it takes, and Always is the default`,
      help: 'restartPolicy: Never',
      span:
        policy === undefined
          ? subject.locate([...subject.pod.path, 'spec'], 'key')
          : subject.locate([...subject.pod.path, 'spec', 'restartPolicy']),
    },
  ]
})
