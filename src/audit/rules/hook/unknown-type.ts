import { annotation, csv, hookKey } from '../../../manifest/annotations.ts'
import { nearest } from '../../../diagnostic/nearest.ts'
import { annotationFix, annotationSpan, eachSubject } from '../../rule.ts'
import { hookTypeWords } from '../../words.ts'

/** gitops-engine/pkg/sync/hook/hook.go `Types`: words that are not known are dropped. */
export const unknownType = eachSubject((subject) => {
  const written = annotation(subject.manifest, hookKey)
  if (written === undefined) return undefined
  const words = csv(subject.manifest, hookKey)
  const unknown = words.filter((word) => !hookTypeWords.includes(word))
  if (unknown.length === 0 && words.length > 0) return undefined
  const mended = words.map((word) => (hookTypeWords.includes(word) ? word : nearest(word, hookTypeWords)))
  const isMended = mended.length > 0 && mended.every((word) => word !== undefined)
  const isHopeless = unknown.length === words.length
  return [
    {
      message: `${unknown.join(', ') || 'nothing'} is no hook type`,
      why: isHopeless
        ? `${subject.id} is never applied, and nothing says so: no error, no OutOfSync`
        : `Argo CD drops the word without telling: ${subject.id} does not run there`,
      help: isMended ? `did you mean ${mended.join(',')}?` : `one of ${hookTypeWords.join(', ')}; letter case counts`,
      span: annotationSpan(subject, hookKey),
      ...(isMended ? annotationFix(subject, hookKey, mended.join(',')) : {}),
    },
  ]
})
