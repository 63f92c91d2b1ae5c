import { deletePolicies } from '../../../manifest/annotations.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import { isSyncHook } from '../../subject.ts'
import { makersFor } from '../../unit.ts'

/** sync_context.go `Sync`: after a failed hook it deletes hooks with HookFailed, and only then calls executeSyncFailPhase. */
export const deletedBeforeSyncFail = eachSubject((user, unit) => {
  if (user.pod === undefined || !user.positions.some(({ phase }) => phase === 'SyncFail')) return undefined
  return user.references.flatMap(({ kind, name, path, isOptional }): Finding[] => {
    const maker = makersFor(unit, user, `${kind}/${name}`).find(isSyncHook)
    if (maker === undefined || isOptional || !deletePolicies(maker.manifest).includes('HookFailed')) return []
    return [
      {
        message: `${user.id} needs ${maker.id}, which is deleted before it starts`,
        why: 'after a failure Argo CD first deletes the hooks with HookFailed, and then starts the SyncFail hooks',
        help: `set the delete policy of ${maker.id} to BeforeHookCreation,HookSucceeded`,
        span: user.locate(path),
        related: [{ span: maker.locate(['metadata', 'name']), message: 'deleted by HookFailed' }],
      },
    ]
  })
})
