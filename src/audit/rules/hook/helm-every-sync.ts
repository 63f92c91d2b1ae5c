import { csv, helmHookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

const pairs = [
  { one: 'pre-install', other: 'pre-upgrade', phase: 'PreSync' },
  { one: 'post-install', other: 'post-upgrade', phase: 'PostSync' },
] as const

/** gitops-engine/pkg/sync/hook/helm/type.go: Argo CD has only syncs, neither installs nor upgrades. */
export const helmEverySync = eachSubject((subject) => {
  if (subject.hook !== 'helm') return undefined
  const words = csv(subject.manifest, helmHookKey)
  return pairs.flatMap(({ one, other, phase }) => {
    if (words.includes(one) === words.includes(other)) return []
    const written = words.includes(one) ? one : other
    const also = written === one ? 'on every later sync' : 'on the first sync, when there is nothing to upgrade'
    return [
      {
        message: `${subject.id}: ${written} becomes ${phase}, which also runs ${also}`,
        why: 'Argo CD does not distinguish an install from an upgrade',
        help: `make it safe to rerun and write argocd.argoproj.io/hook: ${phase}, or move what must run once out of the sync`,
        span: annotationSpan(subject, helmHookKey),
      },
    ]
  })
})
