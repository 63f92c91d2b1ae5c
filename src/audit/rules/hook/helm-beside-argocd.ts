import { annotation, helmHookKey, hookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

/** gitops-engine/pkg/sync/hook/hook.go `Types`: Helm's count only where there is no valid one of Argo CD's. */
export const helmBesideArgocd = eachSubject((subject) => {
  if (subject.hook !== 'argocd' || annotation(subject.manifest, helmHookKey) === undefined) return undefined
  if (subject.positions.length === 0) return undefined
  return [
    {
      message: `${subject.id} is a hook of Argo CD and of Helm`,
      why: `Argo CD passes over ${helmHookKey}: it runs in ${subject.positions.map(({ phase }) => phase).join(', ')} only`,
      help: `that is right if it is meant for both; else take ${helmHookKey} out`,
      span: annotationSpan(subject, helmHookKey, 'key'),
      related: [{ span: annotationSpan(subject, hookKey), message: 'this one counts' }],
    },
  ]
})
