import { annotation, csv, hookKey } from '../../../manifest/annotations.ts'
import { nearest } from '../../../diagnostic/nearest.ts'
import { annotationFix, annotationSpan, eachSubject } from '../../rule.ts'
import { hookTypeWords } from '../../words.ts'

/** gitops-engine/pkg/sync/hook/hook.go `Types` drops unknown words. */
export const unknownType = eachSubject((subject) => {
  const written = annotation(subject.manifest, hookKey)
  if (written === undefined) return undefined
  const words = csv(subject.manifest, hookKey)
  const unknown = words.filter((word) => !hookTypeWords.includes(word))
  if (unknown.length === 0 && words.length > 0) return undefined
  const corrected = words.map((word) => (hookTypeWords.includes(word) ? word : nearest(word, hookTypeWords)))
  const isCorrectable = corrected.length > 0 && corrected.every((word) => word !== undefined)
  const isNeverApplied = unknown.length === words.length
  return [
    {
      message: `${unknown.join(', ') || 'an empty value'} is not a hook type`,
      why: isNeverApplied
        ? `Argo CD never applies ${subject.id}, and shows neither an error nor OutOfSync`
        : `Argo CD silently ignores the word, so ${subject.id} does not run in that phase`,
      help: isCorrectable
        ? `did you mean ${corrected.join(',')}?`
        : `use one of ${hookTypeWords.join(', ')} (case-sensitive)`,
      span: annotationSpan(subject, hookKey),
      ...(isCorrectable ? annotationFix(subject, hookKey, corrected.join(',')) : {}),
    },
  ]
})
