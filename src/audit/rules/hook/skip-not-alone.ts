import { csv, hookKey, hookTypes } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

/** hook/hook.go `Skip`: counts only as the single valid type. */
export const skipNotAlone = eachSubject((subject) => {
  const types = hookTypes(subject.manifest)
  if (!csv(subject.manifest, hookKey).includes('Skip') || types.length < 2) return undefined
  const others = types.filter((type) => type !== 'Skip')
  return [
    {
      message: `${subject.id} is not skipped`,
      why: `Skip has no effect beside other types, so Argo CD applies it in ${others.join(', ')}`,
      help: `write only Skip, or only ${others.join(',')}`,
      span: annotationSpan(subject, hookKey),
    },
  ]
})
