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
      message: `Argo CD has no counterpart to ${ignored.join(', ')}`,
      why: isWhole ? `${subject.id} is never applied` : `${subject.id} does not run there`,
      help: ignored.some((word) => word.includes('rollback'))
        ? 'a rollback is a sync of an older commit: what must happen then has to be part of that commit'
        : 'test with a PostSync hook; leave the Helm test out of what Argo CD renders',
      span: annotationSpan(subject, helmHookKey),
    },
  ]
})
