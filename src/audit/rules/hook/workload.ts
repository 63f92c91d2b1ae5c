import { hookKey, helmHookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'
import { isSyncHook, isWorkload } from '../../subject.ts'

export const workloadHook = eachSubject((subject) => {
  if (!isSyncHook(subject) || !isWorkload(subject)) return undefined
  return [
    {
      message: `${subject.id} is a hook`,
      why: 'every sync deletes it and makes it anew, so nothing serves meanwhile; self-heal and pruning pass over it',
      help: 'take the hook away and give it a wave: argocd.argoproj.io/sync-wave',
      span: annotationSpan(subject, subject.hook === 'helm' ? helmHookKey : hookKey),
    },
  ]
})
