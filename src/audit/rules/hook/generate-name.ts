import { textAt } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'
import { isGenerated, isSyncHook } from '../../subject.ts'

/** gitops-engine/pkg/sync/sync_context.go `getSyncTasks`: revision, phase and the start of the operation, which retries keep. */
export const generateName = eachSubject((subject) => {
  if (!isSyncHook(subject) || !isGenerated(subject)) return undefined
  const prefix = textAt(subject.manifest, 'metadata', 'generateName') ?? ''
  return [
    {
      message: `${subject.id} gets a name of its own at every sync`,
      why: 'a retry makes the same name again and finds the failed object; every new sync leaves one more behind, and none is pruned',
      help: `name: ${prefix.replace(/[-.]+$/, '')}, with hook-delete-policy: BeforeHookCreation`,
      span: subject.locate(['metadata', 'generateName'], 'key'),
    },
  ]
})
