import { nearest } from '../../../diagnostic/nearest.ts'
import { annotation, csv, helmDeletePolicyKey, hookDeletePolicyKey } from '../../../manifest/annotations.ts'
import { annotationFix, annotationSpan, eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { deletePolicyWords, helmPolicyWords } from '../../words.ts'

/** gitops-engine/pkg/sync/hook/delete_policy.go: drops unknown words, and an empty list means BeforeHookCreation. */
export const unknownDeletePolicy = eachSubject((subject) => [
  ...judge(subject, hookDeletePolicyKey, deletePolicyWords),
  ...judge(subject, helmDeletePolicyKey, helmPolicyWords),
])

function judge(subject: Subject, key: string, known: readonly string[]): readonly Finding[] {
  if (annotation(subject.manifest, key) === undefined) return []
  const words = csv(subject.manifest, key)
  const unknown = words.filter((word) => !known.includes(word))
  if (unknown.length === 0) return []
  const corrected = words.map((word) => (known.includes(word) ? word : nearest(word, known)))
  const isCorrectable = corrected.every((word) => word !== undefined)
  const left = words.length === unknown.length ? 'the default, BeforeHookCreation' : 'the other words'
  return [
    {
      message: `${unknown.join(', ')} is not a delete policy for ${key}`,
      why: `Argo CD silently ignores it and uses ${left}`,
      help: isCorrectable ? `did you mean ${corrected.join(',')}?` : `use one or more of ${known.join(', ')}`,
      span: annotationSpan(subject, key),
      ...(isCorrectable ? annotationFix(subject, key, corrected.join(',')) : {}),
    },
  ]
}
