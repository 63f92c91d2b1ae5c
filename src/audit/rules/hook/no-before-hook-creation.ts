import { annotation, deletePolicies, helmDeletePolicyKey, hookDeletePolicyKey } from '../../../manifest/annotations.ts'
import { annotationFix, annotationSpan, eachSubject } from '../../rule.ts'
import { isSyncHook, runsToCompletion } from '../../subject.ts'

/** Argo CD v3.5.1, gitops-engine/pkg/sync/sync_context.go: hooks are applied, not created. */
export const noBeforeHookCreation = eachSubject((subject) => {
  if (!isSyncHook(subject) || !runsToCompletion(subject)) return undefined
  const policies = deletePolicies(subject.manifest)
  if (policies.includes('BeforeHookCreation')) return undefined
  const own = annotation(subject.manifest, hookDeletePolicyKey)
  const key = own === undefined ? helmDeletePolicyKey : hookDeletePolicyKey
  const word = own === undefined ? 'before-hook-creation' : 'BeforeHookCreation'
  const wanted = [word, annotation(subject.manifest, key)].join(',')
  return [
    {
      message: `${subject.id} is not deleted before it is recreated (${policies.join(', ')})`,
      why: 'after a failure it stays, and the next sync either finds it failed and stops without running it, or can’t change it',
      help: `set ${key}: ${wanted}`,
      span: annotationSpan(subject, key),
      ...annotationFix(subject, key, wanted),
    },
  ]
})
