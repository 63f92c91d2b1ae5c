import { textAt } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** k8s.io/kubernetes/pkg/apis/batch/validation: requires OnFailure or Never. */
export const restartPolicy = eachSubject((subject) => {
  const isCron = subject.manifest.kind === 'CronJob'
  if ((!isJob(subject) && !isCron) || subject.pod === undefined) return undefined
  const policy = textAt(subject.pod.spec, 'restartPolicy')
  if (policy === 'Never' || policy === 'OnFailure') return undefined
  return [
    {
      message: policy === undefined ? 'restartPolicy is missing' : `a Job can't have restartPolicy: ${policy}`,
      why: `Kubernetes refuses ${subject.id}, because a Job needs Never or OnFailure and the default is Always`,
      help: 'set restartPolicy: Never',
      span:
        policy === undefined
          ? subject.locate([...subject.pod.path, 'spec'], 'key')
          : subject.locate([...subject.pod.path, 'spec', 'restartPolicy']),
    },
  ]
})
