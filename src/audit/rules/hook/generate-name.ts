import { textAt } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'
import { isGenerated, isSyncHook } from '../../subject.ts'

/** gitops-engine/pkg/sync/sync_context.go `getSyncTasks`: a name of revision, phase and operation start, which are the same in a retry. */
export const generateName = eachSubject((subject) => {
  if (!isSyncHook(subject) || !isGenerated(subject)) return undefined
  const prefix = textAt(subject.manifest, 'metadata', 'generateName') ?? ''
  return [
    {
      message: `${subject.id} gets a new name on every sync`,
      why: 'a retry generates the same name and finds the failed object, and every new sync leaves behind an object that is never pruned',
      help: `set name: ${prefix.replace(/[-.]+$/, '')}, with hook-delete-policy: BeforeHookCreation`,
      span: subject.locate(['metadata', 'generateName'], 'key'),
    },
  ]
})
