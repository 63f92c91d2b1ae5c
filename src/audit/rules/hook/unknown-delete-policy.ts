import { nearest } from '../../../diagnostic/nearest.ts'
import { annotation, csv, helmDeletePolicyKey, hookDeletePolicyKey } from '../../../manifest/annotations.ts'
import { annotationFix, annotationSpan, eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { deletePolicyWords, helmPolicyWords } from '../../words.ts'

/** gitops-engine/pkg/sync/hook/delete_policy.go: what is not known is dropped, and nothing left means BeforeHookCreation. */
export const unknownDeletePolicy = eachSubject((subject) => [
  ...judge(subject, hookDeletePolicyKey, deletePolicyWords),
  ...judge(subject, helmDeletePolicyKey, helmPolicyWords),
])

function judge(subject: Subject, key: string, known: readonly string[]): readonly Finding[] {
  if (annotation(subject.manifest, key) === undefined) return []
  const words = csv(subject.manifest, key)
  const unknown = words.filter((word) => !known.includes(word))
  if (unknown.length === 0) return []
  const mended = words.map((word) => (known.includes(word) ? word : nearest(word, known)))
  const isMended = mended.every((word) => word !== undefined)
  const left = words.length === unknown.length ? 'BeforeHookCreation, the default' : 'the other words'
  return [
    {
      message: `${unknown.join(', ')} is no delete policy of ${key}`,
      why: `it is dropped without a word: what counts is ${left}`,
      help: isMended ? `did you mean ${mended.join(',')}?` : `one or more of ${known.join(', ')}`,
      span: annotationSpan(subject, key),
      ...(isMended ? annotationFix(subject, key, mended.join(',')) : {}),
    },
  ]
}
