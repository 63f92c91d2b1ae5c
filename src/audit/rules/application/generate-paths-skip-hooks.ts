import { annotation } from '../../../manifest/annotations.ts'
import { eachApplicationWithHooks, selfHeals } from '../../application.ts'
import { annotationSpan } from '../../rule.ts'

const key = 'argocd.argoproj.io/manifest-generate-paths'

/** Open: argoproj/argo-cd#22795, #25475, #27875. Releases 3.4.5 to 3.4.7 and 3.5.0 to 3.5.1 had a fix, which was reverted. */
export const generatePathsSkipHooks = eachApplicationWithHooks(({ application, hooks: [hook] }) => {
  if (annotation(application.manifest, key) === undefined || !selfHeals(application)) return undefined
  return [
    {
      message: `${application.id} may roll out a new image without running ${hook?.id ?? 'its hooks'}`,
      why: 'Argo CD does not compare a commit outside of manifest-generate-paths, and self-heal then syncs it without hooks',
      help: 'remove either the annotation or selfHeal',
      span: annotationSpan(application, key, 'key'),
    },
  ]
})
