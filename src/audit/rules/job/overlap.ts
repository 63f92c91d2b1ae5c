import { at, textAt } from '../../../manifest/fields.ts'
import { looksLikeMigration } from '../../migration.ts'
import { eachSubject, nameSpan } from '../../rule.ts'

/** Kubernetes API reference, JobSpec v1: podReplacementPolicy defaults to TerminatingOrFailed, and to Failed with a podFailurePolicy. */
export const overlap = eachSubject((subject) => {
  const { manifest } = subject
  if (!looksLikeMigration(subject) || at(manifest, 'spec', 'backoffLimit') === 0) return undefined
  if (textAt(manifest, 'spec', 'podReplacementPolicy') === 'Failed') return undefined
  if (at(manifest, 'spec', 'podFailurePolicy') !== undefined) return undefined
  return [
    {
      message: `two pods of ${subject.id} may run at the same time`,
      why: 'when a node is drained, the Job controller starts the next pod while the previous one is still shutting down',
      help: 'set spec: { podReplacementPolicy: Failed }, and take a lock in the database, because Kubernetes may start a pod twice',
      span: nameSpan(subject),
    },
  ]
})
