import { syncOptions } from '../../../manifest/annotations.ts'
import { eachSubject } from '../../rule.ts'
import { isGenerated, isSyncHook } from '../../subject.ts'

/** sync_context.go `getSyncTasks` generates names for hooks only, and kubectl apply needs a name. */
export const generateNamePlain = eachSubject((subject) => {
  if (!isGenerated(subject) || isSyncHook(subject) || subject.positions.length === 0) return undefined
  // Replace creates the object instead of applying it.
  if (syncOptions(subject.manifest).includes('Replace=true')) return undefined
  return [
    {
      message: `${subject.id} has no name`,
      why: 'Argo CD generates names for hooks only and can’t apply any other object without a name, so the sync fails',
      help: 'set metadata.name, or make it a hook',
      span: subject.locate(['metadata', 'generateName'], 'key'),
    },
  ]
})
