import { objectsAt, textAt } from '../../manifest/fields.ts'
import { annotation } from '../../manifest/annotations.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { health, type HealthCheck } from './health.ts'

/**
 * gitops-engine/pkg/health/health_hpa.go `checkConditions`. In autoscaling/v1 a live object has its conditions in an
 * annotation. A manifest has none, so the simulated status decides.
 */
export const horizontalPodAutoscaler: HealthCheck = {
  // The period of its controller (kube-controller-manager --horizontal-pod-autoscaler-sync-period).
  seconds: 15,
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
  const first = manifest.apiVersion === 'autoscaling/v1' ? annotation(manifest, annotated) : undefined
  if (first === undefined) return objectsAt(manifest, 'status', 'conditions')
  return conditionsIn(first)
}

const annotated = 'autoscaling.alpha.kubernetes.io/conditions'

/** Invalid JSON means no conditions. */
function conditionsIn(text: string): readonly JsonObject[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.map(textsOf) : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function textsOf(condition: unknown): JsonObject {
  const fields: readonly [string, unknown][] =
    typeof condition === 'object' && condition !== null ? Object.entries(condition) : []
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'))
}
