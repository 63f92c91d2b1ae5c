import { syncWaveKey } from '../../../manifest/annotations.ts'
import { isApplication } from '../../application.ts'
import { applicationHealth } from '../../health.ts'
import { annotationSpan, type Rule } from '../../rule.ts'

/** docs/operator-manual/health.md: the check of argoproj.io/Application was removed in 1.8. */
export const wavesWithoutHealth: Rule = (unit) => {
  const applications = unit.subjects.filter(isApplication)
  const waves = new Set(applications.map(({ positions }) => positions[0]?.wave ?? 0))
  if (waves.size < 2 || applicationHealth(unit) !== undefined) return []
  const first = Math.min(...waves)
  const later = applications.find(({ positions }) => (positions[0]?.wave ?? 0) > first)
  if (later === undefined) return []
  return [
    {
      message: `the ${waves.size} waves of ${applications.length} Applications do not wait for each other`,
      why: 'Argo CD has no health check for an Application: each counts as done as soon as it is created, two seconds a wave',
      help: 'set resource.customizations.health.argoproj.io_Application in argocd-cm (say so with wavec:ignore if that is done elsewhere)',
      span: annotationSpan(later, syncWaveKey),
    },
  ]
}
