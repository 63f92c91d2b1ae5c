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
      message: `${subject.id} looks like a rollback, but may run several times or not at all`,
      why: 'a SyncFail hook runs after every failed attempt (six with five retries), and never after a failed dry run, a terminated sync or a timeout',
      help: 'only report the failure there and roll back with a commit, or make the rollback safe for several runs and for none',
      span: annotationSpan(subject, hookKey),
    },
  ]
})
