import { at } from '../../../manifest/fields.ts'
import { looksLikeMigration } from '../../migration.ts'
import { eachSubject } from '../../rule.ts'

export const parallel = eachSubject((subject) => {
  if (!looksLikeMigration(subject)) return undefined
  return ['parallelism', 'completions'].flatMap((field) => {
    const count = at(subject.manifest, 'spec', field)
    if (typeof count !== 'number' || count < 2) return []
    return [
      {
        message: `${subject.id} runs ${count} times`,
        why:
          field === 'parallelism'
            ? 'all these pods migrate at the same time'
            : 'all these pods migrate, one after the other',
        help: `remove ${field}, which defaults to 1`,
        span: subject.locate(['spec', field]),
      },
    ]
  })
})
