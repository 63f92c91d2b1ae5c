import { syncOptions, syncOptionsKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** `kubectl replace --force` deletes and recreates even an unchanged object. */
export const runEverySync = eachOf('Job', (subject) => {
  const options = syncOptions(subject.manifest)
  if (!isJob(subject) || subject.hook !== undefined) return undefined
  if (!options.includes('Force=true') || !options.includes('Replace=true')) return undefined
  return [
    {
      message: `${subject.id} is deleted and recreated on every sync`,
      why: 'Force and Replace together do that even if nothing changed, on self-heal too, and kill a run in progress',
      help: 'use a hook with BeforeHookCreation, which only full syncs run, or a name with a hash, which runs once',
      span: annotationSpan(subject, syncOptionsKey),
    },
  ]
})
