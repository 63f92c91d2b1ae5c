import { at } from '../../../manifest/fields.ts'
import { eachSubject, nameSpan } from '../../rule.ts'
import { isJob, isSyncHook, type Subject } from '../../subject.ts'

/** Argo CD waits for a hook without limit (controller.sync.timeout.seconds is 0), and a pod that can't start never fails. */
export const noDeadline = eachSubject((subject) => {
  if (!isSyncHook(subject) || !ends(subject)) return undefined
  if (at(subject.manifest, 'spec', 'activeDeadlineSeconds') !== undefined) return undefined
  return [
    {
      message: `${subject.id} has no spec.activeDeadlineSeconds`,
      why: `if its image can’t be pulled or no node has room, the ${subject.manifest.kind} never fails and the sync waits forever`,
      help: 'set spec: { activeDeadlineSeconds: 900 }, or as long as its slowest run needs',
      span: nameSpan(subject),
    },
  ]
})

/** The two kinds with spec.activeDeadlineSeconds. */
function ends(subject: Subject): boolean {
  return isJob(subject) || subject.manifest.kind === 'Pod'
}
