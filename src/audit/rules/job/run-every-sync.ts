import { syncOptions, syncOptionsKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** kubectl replace --force deletes and creates, changed or not. */
export const runEverySync = eachOf('Job', (subject) => {
  const options = syncOptions(subject.manifest)
  if (!isJob(subject) || subject.hook !== undefined) return undefined
  if (!options.includes('Force=true') || !options.includes('Replace=true')) return undefined
  return [
    {
      message: `${subject.id} is deleted and made anew at every sync`,
      why: 'Force and Replace together do that whether anything changed or not, self-heal among them; a run that is going on is killed',
      help: 'a hook with BeforeHookCreation, which only full syncs run; or a name with a hash, which runs once',
      span: annotationSpan(subject, syncOptionsKey),
    },
  ]
})
