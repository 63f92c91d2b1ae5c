import { objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { health, type HealthCheck } from './health.ts'

/**
 * gitops-engine/pkg/health/health_hpa.go `checkConditions`. Of autoscaling/v1 the conditions are an annotation, which
 * nobody keeps in a manifest: it is judged by its status like the later versions.
 */
export const horizontalPodAutoscaler: HealthCheck = {
  seconds: 5,
  check(manifest) {
    const conditions = conditionsOf(manifest)
    const bad = conditions.find((each) => degraded.has(`${textAt(each, 'type')} ${textAt(each, 'reason')}`))
    if (bad !== undefined) return health('Degraded', textAt(bad, 'message') ?? '')
    const good = conditions.find(
      (each) =>
        textAt(each, 'status') === 'True' && ['AbleToScale', 'ScalingLimited'].includes(textAt(each, 'type') ?? ''),
    )
    return good === undefined
      ? health('Progressing', 'Waiting to Autoscale')
      : health('Healthy', textAt(good, 'message') ?? '')
  },
  statusOf(turn) {
    if (turn === 'healthy') return { conditions: [{ type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale' }] }
    if (turn === 'degraded')
      return { conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' }] }
    return {}
  },
}

const degraded: ReadonlySet<string> = new Set([
  'AbleToScale FailedGetScale',
  'AbleToScale FailedUpdateScale',
  'ScalingActive FailedGetResourceMetric',
  'ScalingActive FailedGetObjectMetric',
  'ScalingActive FailedGetPodsMetric',
  'ScalingActive FailedGetExternalMetric',
  'ScalingActive FailedComputeMetricsReplicas',
  'ScalingActive InvalidSelector',
])

function conditionsOf(manifest: Manifest): readonly JsonObject[] {
  return objectsAt(manifest, 'status', 'conditions')
}
