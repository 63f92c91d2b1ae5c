import { textAt } from '../../../manifest/fields.ts'
import { looksLikeMigration } from '../../migration.ts'
import { eachOf } from '../../rule.ts'
import { isJob, isSyncHook } from '../../subject.ts'

export const restartOnFailure = eachOf('Job', (subject) => {
  if (!isJob(subject) || (!isSyncHook(subject) && !looksLikeMigration(subject)) || subject.pod === undefined)
    return undefined
  if (textAt(subject.pod.spec, 'restartPolicy') !== 'OnFailure') return undefined
  return [
    {
      message: `the logs of a failed ${subject.id} are lost`,
      why: 'with OnFailure the Job controller deletes the pod and its logs when backoffLimit is reached',
      help: 'set restartPolicy: Never, which keeps each failed pod',
      span: subject.locate([...subject.pod.path, 'spec', 'restartPolicy']),
    },
  ]
})
