import { syncOptions } from '../../../manifest/annotations.ts'
import { eachOf, nameSpan } from '../../rule.ts'
import { isGenerated, isJob } from '../../subject.ts'

/** A part of the name that changes with what the Job runs: a hash, a version, a date. */
const versioned =
  /(?:^|[-.])(?:(?=[a-f\d]*\d)[a-f\d]{6,}|v?\d+(?:[-.]\d+)+|v\d+|\d{3,}|(?=[a-z\d]*\d)(?=[a-z\d]*[a-z])[bcdfghjklmnpqrstvwxz2456789]{10})(?:$|[-.])/

export const immutable = eachOf('Job', (subject) => {
  if (!isJob(subject) || subject.hook !== undefined || subject.positions.length === 0 || isGenerated(subject))
    return undefined
  if (versioned.test(subject.manifest.metadata.name)) return undefined
  const options = syncOptions(subject.manifest)
  if (options.includes('Force=true')) return undefined
  return [
    {
      message: `${subject.id} can't be changed once it exists`,
      why: 'a new image tag changes its pod template, which Kubernetes refuses ("field is immutable"), so the sync fails, and a Job that has succeeded or failed never runs again',
      help: 'make it a hook with hook-delete-policy: BeforeHookCreation, or add a hash of what it runs to its name',
      span: nameSpan(subject),
    },
  ]
})
