import { textAt } from '../../../manifest/fields.ts'
import { eachOf } from '../../rule.ts'

/** applicationset/progressivesync: the next step starts on Healthy and Synced; the result of the operation is not asked for. */
export const rollingSync = eachOf('ApplicationSet', ({ manifest, locate, id }, { all }) => {
  const path = ['spec', 'strategy', 'type']
  if (manifest.kind !== 'ApplicationSet' || textAt(manifest, ...path) !== 'RollingSync') return undefined
  const hooks = all.flatMap(({ subjects }) =>
    subjects.filter(({ positions }) => positions.some(({ phase }) => phase === 'PostSync')),
  )
  const [hook] = hooks
  if (hook === undefined) return undefined
  return [
    {
      message: `the next step of ${id} does not wait for PostSync hooks such as ${hook.id}`,
      why: 'RollingSync goes on when all Applications of a step are healthy and synced; a PostSync hook that runs or fails changes neither',
      help: 'check what decides about the next step in a hook: Sync, in the last wave',
      span: locate(path),
    },
  ]
})
