import { csv, helmHookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

const pairs = [
  { one: 'pre-install', other: 'pre-upgrade', phase: 'PreSync' },
  { one: 'post-install', other: 'post-upgrade', phase: 'PostSync' },
] as const

/** gitops-engine/pkg/sync/hook/helm/type.go: Argo CD knows no install and no upgrade, only syncs. */
export const helmEverySync = eachSubject((subject) => {
  if (subject.hook !== 'helm') return undefined
  const words = csv(subject.manifest, helmHookKey)
  return pairs.flatMap(({ one, other, phase }) => {
    if (words.includes(one) === words.includes(other)) return []
    const written = words.includes(one) ? one : other
    const also =
      written === one ? 'at every later sync, too' : 'at the first sync, too, when nothing is there to upgrade'
    return [
      {
        message: `${subject.id}: ${written} becomes ${phase}, which runs ${also}`,
        why: 'Argo CD can not tell an install from an upgrade',
        help: `make it safe to run again and write argocd.argoproj.io/hook: ${phase}; what must run once belongs outside of the sync`,
        span: annotationSpan(subject, helmHookKey),
      },
    ]
  })
})
