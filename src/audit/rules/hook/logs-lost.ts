import { at } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'
import { isJob, isSyncHook } from '../../subject.ts'

const anHour = 3600

/** Safe for the sync since Argo CD 3.0, which holds the Job by a finalizer until it has seen the end. */
export const logsLost = eachSubject((subject) => {
  const path = ['spec', 'ttlSecondsAfterFinished']
  const seconds = at(subject.manifest, ...path)
  if (!isSyncHook(subject) || !isJob(subject) || typeof seconds !== 'number' || seconds >= anHour) return undefined
  return [
    {
      message: `the logs of ${subject.id} are gone ${seconds} s after its end`,
      why: 'a failed Job is deleted as well, before a person has read why',
      help: 'leave it out: BeforeHookCreation deletes the Job before its next run; or use an hour and more',
      span: subject.locate(path),
    },
  ]
})
