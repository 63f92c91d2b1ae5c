import { deletePolicies, hookDeletePolicyKey } from '../../../manifest/annotations.ts'
import { annotationFix, annotationSpan, eachSubject } from '../../rule.ts'
import { isGenerated, isSyncHook, runsToCompletion } from '../../subject.ts'

/** Argo CD runs a task per phase, but on one object: unless deleted in between, it has already finished in the second. */
export const secondPhaseSkipped = eachSubject((subject) => {
  if (!isSyncHook(subject) || !runsToCompletion(subject) || isGenerated(subject)) return undefined
  const policies = deletePolicies(subject.manifest)
  if (subject.positions.length < 2 || policies.includes('BeforeHookCreation')) return undefined
  const [first, ...later] = subject.positions.map(({ phase }) => phase)
  const wanted = ['BeforeHookCreation', ...policies].join(',')
  return [
    {
      message: `${subject.id} runs in ${first}, but not in ${later.join(', ')}`,
      why: 'the finished object still exists, so applying it changes nothing and Argo CD counts it as succeeded',
      help: `set ${hookDeletePolicyKey}: ${wanted}`,
      span: annotationSpan(subject, hookDeletePolicyKey),
      ...annotationFix(subject, hookDeletePolicyKey, wanted),
    },
  ]
})
