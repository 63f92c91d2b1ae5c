import { syncOptions } from '../../../manifest/annotations.ts'
import { eachSubject } from '../../rule.ts'
import { isGenerated, isSyncHook } from '../../subject.ts'

/** sync_context.go `getSyncTasks` makes names for hooks only; kubectl apply wants one. */
export const generateNamePlain = eachSubject((subject) => {
  if (!isGenerated(subject) || isSyncHook(subject) || subject.positions.length === 0) return undefined
  // Then it is created, not applied.
  if (syncOptions(subject.manifest).includes('Replace=true')) return undefined
  return [
    {
      message: `${subject.id} has no name`,
      why: 'Argo CD makes a name from generateName for hooks only; anything else can’t be applied without one, and the sync fails',
      help: 'write metadata.name, or make it a hook',
      span: subject.locate(['metadata', 'generateName'], 'key'),
    },
  ]
})
