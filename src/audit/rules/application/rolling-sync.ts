import { textAt } from '../../../manifest/fields.ts'
import { eachOf } from '../../rule.ts'

/** applicationset/progressivesync: the next step starts on Healthy and Synced, and ignores the result of the operation. */
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
      why: 'RollingSync continues when all Applications of a step are healthy and synced, and a running or failed PostSync hook changes neither',
      help: 'move the check that decides about the next step to a Sync hook in the last wave',
      span: locate(path),
    },
  ]
})
