import { annotation } from '../../../manifest/annotations.ts'
import { eachApplicationWithHooks, selfHeals } from '../../application.ts'
import { annotationSpan } from '../../rule.ts'

const key = 'argocd.argoproj.io/manifest-generate-paths'

/** Open: argoproj/argo-cd#22795, #25475, #27875; a fix was in 3.4.5 to 3.4.7 and 3.5.0 to 3.5.1, and was reverted. */
export const generatePathsSkipHooks = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  if (annotation(application.manifest, key) === undefined || !selfHeals(application)) return undefined
  return [
    {
      message: `${application.id} may roll out a new image without ${hook?.id ?? 'its hooks'}`,
      why: 'a commit that manifest-generate-paths takes for no change is not compared, and self-heal then syncs it without hooks',
      help: 'leave one of the two out: the annotation, or selfHeal',
      span: annotationSpan(application, key, 'key'),
    },
  ]
})
