import { syncOptions, syncOptionsKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

export const replaceJob = eachOf('Job', (subject) => {
  const options = syncOptions(subject.manifest)
  if (!isJob(subject) || subject.hook !== undefined) return undefined
  if (!options.includes('Replace=true') || options.includes('Force=true')) return undefined
  return [
    {
      message: `Replace=true does not help ${subject.id}`,
      why: 'kubectl replace is an update, and the pod template of a Job is immutable, so the sync fails as it does with apply',
      help: 'use a hook with hook-delete-policy: BeforeHookCreation, or a name with a hash of what it runs',
      span: annotationSpan(subject, syncOptionsKey),
    },
  ]
})
