import { annotation, atoi, helmHookWeightKey, syncWaveKey } from '../../../manifest/annotations.ts'
import { annotationFix, annotationSpan, eachSubject } from '../../rule.ts'

/** gitops-engine/pkg/sync/syncwaves/waves.go: Go's Atoi on the raw text. */
export const notANumber = eachSubject((subject) =>
  [syncWaveKey, helmHookWeightKey].flatMap((key) => {
    const text = annotation(subject.manifest, key)
    if (text === undefined || atoi(text) !== undefined) return []
    const trimmed = text.trim()
    const isMended = atoi(trimmed) !== undefined
    return [
      {
        message: `"${text}" is no whole number`,
        why: `Argo CD passes over it without a word: ${subject.id} goes to wave 0`,
        help: isMended ? `without the blanks: "${trimmed}"` : 'write a whole number in quotes, e.g. "-5"',
        span: annotationSpan(subject, key),
        ...(isMended ? annotationFix(subject, key, trimmed) : {}),
      },
    ]
  }),
)
