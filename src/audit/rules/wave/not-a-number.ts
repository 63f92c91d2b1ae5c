import { annotation, atoi, helmHookWeightKey, syncWaveKey } from '../../../manifest/annotations.ts'
import { annotationFix, annotationSpan, eachSubject } from '../../rule.ts'

/** gitops-engine/pkg/sync/syncwaves/waves.go: Go's Atoi on the raw text. */
export const notANumber = eachSubject((subject) =>
  [syncWaveKey, helmHookWeightKey].flatMap((key) => {
    const text = annotation(subject.manifest, key)
    if (text === undefined || atoi(text) !== undefined) return []
    const trimmed = text.trim()
    const isCorrectable = atoi(trimmed) !== undefined
    return [
      {
        message: `"${text}" is not an integer`,
        why: `Argo CD silently ignores it, so ${subject.id} is in wave 0`,
        help: isCorrectable ? `remove the blanks: "${trimmed}"` : 'write an integer in quotes, e.g. "-5"',
        span: annotationSpan(subject, key),
        ...(isCorrectable ? annotationFix(subject, key, trimmed) : {}),
      },
    ]
  }),
)
