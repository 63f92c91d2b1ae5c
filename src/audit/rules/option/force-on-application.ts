import { asText, at, isList } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'

/** controller/sync.go does not read Force from `syncOptions`. */
export const forceOnApplication = eachSubject(({ manifest, locate }) => {
  const path = ['spec', 'syncPolicy', 'syncOptions']
  const list = manifest.kind === 'Application' ? at(manifest, ...path) : undefined
  return (isList(list) ? list : []).flatMap((item, index) => {
    if (asText(item)?.startsWith('Force=') !== true) return []
    return [
      {
        message: 'an Application has no Force option',
        why: 'Argo CD silently ignores it, so nothing is deleted and recreated',
        help: 'set argocd.argoproj.io/sync-options: Force=true on the resource that needs it',
        span: locate([...path, index]),
      },
    ]
  })
})
