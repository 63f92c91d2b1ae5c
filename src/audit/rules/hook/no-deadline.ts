import { at } from '../../../manifest/fields.ts'
import { eachOf, nameSpan } from '../../rule.ts'
import { isJob, isSyncHook } from '../../subject.ts'

/** Argo CD waits for a hook without limit (controller.sync.timeout.seconds is 0), and a pod that can't start never fails. */
export const noDeadline = eachOf('Job', (subject) => {
  if (!isSyncHook(subject) || !isJob(subject)) return undefined
  if (at(subject.manifest, 'spec', 'activeDeadlineSeconds') !== undefined) return undefined
  return [
    {
      message: `${subject.id} has no spec.activeDeadlineSeconds`,
      why: 'if its image can’t be pulled or its pod finds no node, the Job never fails, and the sync waits for ever',
      help: 'spec: { activeDeadlineSeconds: 900 }, or what its slowest run needs',
      span: nameSpan(subject),
    },
  ]
})
