import { at } from '../../../manifest/fields.ts'
import { looksLikeMigration } from '../../migration.ts'
import { eachSubject, nameSpan } from '../../rule.ts'

/** Kubernetes API reference, JobSpec v1: backoffLimit defaults to 6. */
export const defaultBackoff = eachSubject((subject) => {
  if (!looksLikeMigration(subject) || at(subject.manifest, 'spec', 'backoffLimit') !== undefined) return undefined
  return [
    {
      message: `${subject.id} runs up to seven times`,
      why: 'backoffLimit is 6 unless it is set: what failed half-way runs again by itself, for minutes',
      help: 'spec: { backoffLimit: 0 }, or as often as the tool is proven to survive',
      span: nameSpan(subject),
    },
  ]
})
