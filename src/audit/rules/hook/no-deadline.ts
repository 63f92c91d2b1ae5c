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
      why: `if its image can’t be pulled or it finds no node, the ${subject.manifest.kind} never fails, and the sync waits for ever`,
      help: 'spec: { activeDeadlineSeconds: 900 }, or what its slowest run needs',
      span: nameSpan(subject),
    },
  ]
})

/** Both have the field at the same place. */
function ends(subject: Subject): boolean {
  return isJob(subject) || subject.manifest.kind === 'Pod'
}
