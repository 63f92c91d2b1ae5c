import { hookKey, helmHookKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'
import { isSyncHook, isWorkload } from '../../subject.ts'

export const workloadHook = eachSubject((subject) => {
  if (!isSyncHook(subject) || !isWorkload(subject)) return undefined
  return [
    {
      message: `${subject.id} is a hook`,
      why: 'every sync deletes and recreates it, so nothing serves meanwhile, and self-heal and pruning ignore it',
      help: 'remove the hook annotation and set a wave: argocd.argoproj.io/sync-wave',
      span: annotationSpan(subject, subject.hook === 'helm' ? helmHookKey : hookKey),
    },
  ]
})
