import { at } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'
import { isJob, isSyncHook } from '../../subject.ts'

const anHour = 3600

/** The sync itself is safe since Argo CD 3.0, which keeps the Job with a finalizer until it has seen the result. */
export const logsLost = eachSubject((subject) => {
  const path = ['spec', 'ttlSecondsAfterFinished']
  const seconds = at(subject.manifest, ...path)
  if (!isSyncHook(subject) || !isJob(subject) || typeof seconds !== 'number' || seconds >= anHour) return undefined
  return [
    {
      message: `the logs of ${subject.id} are deleted ${seconds} s after it ends`,
      why: 'Kubernetes also deletes a failed Job, probably before you have read why it failed',
      help: 'remove it (BeforeHookCreation deletes the Job before its next run), or set at least 3600',
      span: subject.locate(path),
    },
  ]
})
