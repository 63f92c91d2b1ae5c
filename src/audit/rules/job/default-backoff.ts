import { at } from '../../../manifest/fields.ts'
import { looksLikeMigration } from '../../migration.ts'
import { eachSubject, nameSpan } from '../../rule.ts'

/** Kubernetes API reference, JobSpec v1: backoffLimit defaults to 6. */
export const defaultBackoff = eachSubject((subject) => {
  if (!looksLikeMigration(subject) || at(subject.manifest, 'spec', 'backoffLimit') !== undefined) return undefined
  return [
    {
      message: `${subject.id} may run up to seven times`,
      why: 'backoffLimit defaults to 6, so Kubernetes reruns a migration that failed half-way, for minutes',
      help: 'set spec: { backoffLimit: 0 }, or as many retries as the tool is proven to survive',
      span: nameSpan(subject),
    },
  ]
})
