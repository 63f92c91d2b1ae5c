import { annotation } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'
import { isSyncHook } from '../../subject.ts'

const key = 'argocd.argoproj.io/ignore-healthcheck'

/** Only controller/health.go reads it, the sync does not. */
export const ignoredHealth = eachSubject((subject) => {
  if (annotation(subject.manifest, key) !== 'true') return undefined
  const wave = subject.positions[0]?.wave ?? 0
  if (!isSyncHook(subject) && wave >= 0) return undefined
  return [
    {
      message: `the sync still waits for ${subject.id}`,
      why: `${key} excludes it only from the health of the Application, so waves and hooks still wait for it and fail with it`,
      help: 'move what must not block the sync to the last wave, as a plain object',
      span: annotationSpan(subject, key, 'key'),
    },
  ]
})
