import { csv, helmHookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

const applied = [
  'pre-install',
  'pre-upgrade',
  'post-install',
  'post-upgrade',
  'pre-delete',
  'post-delete',
  'crd-install',
]

/** gitops-engine/pkg/sync/hook/helm/type.go; pre-delete and post-delete: controller/hook.go. */
export const helmNeverApplied = eachSubject((subject) => {
  if (subject.hook !== 'helm') return undefined
  const ignored = csv(subject.manifest, helmHookKey).filter((word) => !applied.includes(word))
  if (ignored.length === 0) return undefined
  const isWhole = csv(subject.manifest, helmHookKey).length === ignored.length
  return [
    {
      message: `Argo CD has no equivalent of ${ignored.join(', ')}`,
      why: isWhole ? `Argo CD never applies ${subject.id}` : `Argo CD does not run ${subject.id} for that event`,
      help: ignored.some((word) => word.includes('rollback'))
        ? 'make the work part of the commit to which you roll back: a rollback is a sync of an older commit'
        : 'test in a PostSync hook, and exclude the Helm test from what Argo CD renders',
      span: annotationSpan(subject, helmHookKey),
    },
  ]
})
