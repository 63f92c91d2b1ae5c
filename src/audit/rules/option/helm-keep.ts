import { annotation } from '../../../manifest/annotations.ts'
import { syncOptionValue } from '../../../manifest/sync-options.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

const key = 'helm.sh/resource-policy'

/** controller/appcontroller.go `shouldBeDeleted` reads it, gitops-engine/pkg/sync/sync_context.go `isPruningDisabled` does not. */
export const helmKeep = eachSubject((subject) => {
  const { manifest, hook, id } = subject
  if (annotation(manifest, key) !== 'keep' || hook !== undefined) return undefined
  if (syncOptionValue(manifest, 'Prune') !== undefined) return undefined
  return [
    {
      message: `${id} is kept when its Application is deleted, but pruned when it is removed from git`,
      why: 'Argo CD reads helm.sh/resource-policy only when it deletes the whole Application',
      help: 'add argocd.argoproj.io/sync-options: Prune=false, which also keeps it in a sync',
      span: annotationSpan(subject, key),
    },
  ]
})
