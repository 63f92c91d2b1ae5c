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
      message: `${id} is kept when its Application is deleted, and pruned when it leaves git`,
      why: 'Argo CD asks for helm.sh/resource-policy only at the deletion of the whole Application',
      help: 'argocd.argoproj.io/sync-options: Prune=false keeps it in a sync, too',
      span: annotationSpan(subject, key),
    },
  ]
})
