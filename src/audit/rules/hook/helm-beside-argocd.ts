import { annotation, helmHookKey, hookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

/** gitops-engine/pkg/sync/hook/hook.go `Types`: Helm's types count only if there is no valid type of Argo CD's. */
export const helmBesideArgocd = eachSubject((subject) => {
  if (subject.hook !== 'argocd' || annotation(subject.manifest, helmHookKey) === undefined) return undefined
  if (subject.positions.length === 0) return undefined
  return [
    {
      message: `${subject.id} is both an Argo CD hook and a Helm hook`,
      why: `Argo CD ignores ${helmHookKey} and runs it only in ${subject.positions.map(({ phase }) => phase).join(', ')}`,
      help: `remove ${helmHookKey}, unless Helm also installs it`,
      span: annotationSpan(subject, helmHookKey, 'key'),
      related: [{ span: annotationSpan(subject, hookKey), message: 'this one counts' }],
    },
  ]
})
