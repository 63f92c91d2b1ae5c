import { least } from '../../../diagnostic/long-lists.ts'
import { syncWaveKey } from '../../../manifest/annotations.ts'
import { isApplication } from '../../application.ts'
import { applicationHealth } from '../../health.ts'
import { annotationSpan, type Rule } from '../../rule.ts'

/** docs/operator-manual/health.md: Argo CD 1.8 removed the check of argoproj.io/Application. */
export const wavesWithoutHealth: Rule = (unit) => {
  const applications = unit.subjects.filter(isApplication)
  const waves = new Set(applications.map(({ positions }) => positions[0]?.wave ?? 0))
  if (waves.size < 2 || applicationHealth(unit) !== undefined) return []
  const first = least(waves)
  const later = applications.find(({ positions }) => (positions[0]?.wave ?? 0) > first)
  if (later === undefined) return []
  return [
    {
      message: `the ${waves.size} waves of ${applications.length} Applications do not wait for each other`,
      why: 'Argo CD has no health check for an Application, so each counts as healthy once created, and a wave lasts two seconds',
      help: 'set resource.customizations.health.argoproj.io_Application in argocd-cm (if it is set outside of this input, add wavec:ignore with that reason)',
      span: annotationSpan(later, syncWaveKey),
    },
  ]
}
