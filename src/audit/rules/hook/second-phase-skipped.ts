import { deletePolicies, hookDeletePolicyKey } from '../../../manifest/annotations.ts'
import { annotationFix, annotationSpan, eachSubject } from '../../rule.ts'
import { isGenerated, isSyncHook, runsToCompletion } from '../../subject.ts'

/** One task a phase, but one object: unless it is deleted in between, it is finished before it starts. */
export const secondPhaseSkipped = eachSubject((subject) => {
  if (!isSyncHook(subject) || !runsToCompletion(subject) || isGenerated(subject)) return undefined
  const policies = deletePolicies(subject.manifest)
  if (subject.positions.length < 2 || policies.includes('BeforeHookCreation')) return undefined
  const [first, ...later] = subject.positions.map(({ phase }) => phase)
  const wanted = ['BeforeHookCreation', ...policies].join(',')
  return [
    {
      message: `${subject.id} runs in ${first}, and not in ${later.join(', ')}`,
      why: 'the finished object is still there, so applying it changes nothing, and Argo CD counts it as succeeded',
      help: `${hookDeletePolicyKey}: ${wanted}`,
      span: annotationSpan(subject, hookDeletePolicyKey),
      ...annotationFix(subject, hookDeletePolicyKey, wanted),
    },
  ]
})
