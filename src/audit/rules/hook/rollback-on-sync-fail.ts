import { hookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

const undoing = /roll-?back|\bundo\b|\bdown\b|downgrade|revert|restore/i

export const rollbackOnSyncFail = eachOf('Job', (subject) => {
  if (!isJob(subject) || !subject.positions.some(({ phase }) => phase === 'SyncFail')) return undefined
  const { name } = subject.manifest.metadata
  if (!undoing.test(name) && !subject.containers.some(({ words }) => undoing.test(words))) return undefined
  return [
    {
      message: `${subject.id} looks like a rollback that runs once`,
      why: 'a SyncFail hook runs once for every failed attempt, five retries make six; and never after a failed dry run, a terminated or timed-out sync',
      help: 'only report there, and roll back with a commit; or make it safe to run several times and not at all',
      span: annotationSpan(subject, hookKey),
    },
  ]
})
