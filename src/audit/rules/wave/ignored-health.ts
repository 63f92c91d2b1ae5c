import { annotation } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'
import { isSyncHook } from '../../subject.ts'

const key = 'argocd.argoproj.io/ignore-healthcheck'

/** controller/health.go reads it; the sync does not. */
export const ignoredHealth = eachSubject((subject) => {
  if (annotation(subject.manifest, key) !== 'true') return undefined
  const wave = subject.positions[0]?.wave ?? 0
  if (!isSyncHook(subject) && wave >= 0) return undefined
  return [
    {
      message: `the sync waits for ${subject.id} all the same`,
      why: `${key} takes it out of the health of the Application only: waves and hooks still wait for it, and fail with it`,
      help: 'put what must not hold the sync into the last wave, without a hook',
      span: annotationSpan(subject, key, 'key'),
    },
  ]
})
