import { csv, hookKey, hookTypes } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

/** hook/hook.go `Skip`: only as the single valid type. */
export const skipNotAlone = eachSubject((subject) => {
  const types = hookTypes(subject.manifest)
  if (!csv(subject.manifest, hookKey).includes('Skip') || types.length < 2) return undefined
  const others = types.filter((type) => type !== 'Skip')
  return [
    {
      message: `${subject.id} is not skipped`,
      why: `Skip counts only alone: this is applied in ${others.join(', ')}`,
      help: `write Skip alone, or ${others.join(',')}`,
      span: annotationSpan(subject, hookKey),
    },
  ]
})
