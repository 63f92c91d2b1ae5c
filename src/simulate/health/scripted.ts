import { objectsAt, textAt, at } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Turn } from '../simulation.ts'
import { health, type Health, type HealthCheck } from './health.ts'

// Argo CD v3.5.1, resource_customizations/<group>/<kind>/health.lua.

/** Health from the condition of this type, as for external-secrets.io/ExternalSecret: False is Degraded immediately. */
export function byCondition(type: string, waiting: string): HealthCheck {
  return {
    seconds: 5,
    check: (manifest) => conditionHealth(manifest, type, waiting),
    statusOf: (turn) => conditionStatus(turn, type),
  }
}

/** cert-manager.io/Certificate: the condition Issuing overrides Ready. */
export const certificate: HealthCheck = {
  seconds: 5,
  check(manifest) {
    const issuing = objectsAt(manifest, 'status', 'conditions').find(
      (each) => textAt(each, 'type') === 'Issuing' && textAt(each, 'status') === 'True',
    )
    if (issuing !== undefined) return health('Progressing', textAt(issuing, 'message'))
    return conditionHealth(manifest, 'Ready', 'Waiting for certificate')
  },
  statusOf: (turn) => conditionStatus(turn, 'Ready'),
}

/** batch/CronJob: healthy once it has a status, unless its last run failed. */
export const cronJob: HealthCheck = {
  seconds: 0,
  check(manifest) {
    if (at(manifest, 'spec', 'suspend') === true) return health('Healthy', 'CronJob is Suspended')
    if (manifest['status'] === undefined) return health('Progressing', 'Waiting for CronJob')
    const [scheduled, succeeded] = [status(manifest, 'lastScheduleTime'), status(manifest, 'lastSuccessfulTime')]
    if (scheduled === undefined) return health('Healthy', 'CronJob has not been scheduled yet')
    if (succeeded === undefined)
      return health('Healthy', 'The CronJob never completed successfully. It may not be healthy')
    if (objectsAt(manifest, 'status', 'active').length > 0)
      return health('Healthy', 'The job is running. Its last execution may not have been successful')
    return succeeded < scheduled
      ? health('Degraded', 'CronJob has not completed its last execution successfully')
      : health('Healthy', 'CronJob has completed its last execution successfully')
  },
  statusOf: (turn) =>
    turn === 'degraded' ? { lastScheduleTime: '2026-01-02T00:00:00Z', lastSuccessfulTime: '2026-01-01T00:00:00Z' } : {},
}

function status(manifest: Manifest, field: string): string | undefined {
  return textAt(manifest, 'status', field)
}

/** policy/PodDisruptionBudget: False is Degraded, unless the reason is InsufficientPods. */
export const podDisruptionBudget: HealthCheck = {
  seconds: 0,
  check(manifest) {
    const conditions = objectsAt(manifest, 'status', 'conditions')
    const bad = conditions.find(
      (each) => textAt(each, 'status') === 'False' && textAt(each, 'reason') !== 'InsufficientPods',
    )
    const decisive = bad ?? conditions.at(-1)
    if (decisive === undefined) return health('Progressing', 'Waiting for status')
    const message = `PodDisruptionBudget has ${textAt(decisive, 'reason') ?? ''}`
    return health(bad === undefined ? 'Healthy' : 'Degraded', message)
  },
  statusOf(turn) {
    const type = 'DisruptionAllowed'
    if (turn === 'healthy') return { conditions: [{ type, status: 'True', reason: 'SufficientPods' }] }
    return { conditions: turn === 'degraded' ? [{ type, status: 'False', reason: 'SyncFailed' }] : [] }
  },
}

/**
 * A kind whose script reads more than a condition (Rollout, Cluster, Canary…): the outcome decides its health. A live
 * object is Degraded if its condition Ready or Available is False, otherwise Healthy.
 */
export const scripted: HealthCheck = {
  seconds: 10,
  check(manifest) {
    const simulated = textAt(manifest, 'status', 'simulated')
    if (simulated === 'suspended') return health('Suspended')
    if (simulated === 'unknown') return health('Unknown')
    const conditions = objectsAt(manifest, 'status', 'conditions')
    const type = conditions.some((each) => textAt(each, 'type') === 'Ready') ? 'Ready' : 'Available'
    if (simulated === undefined && !conditions.some((each) => textAt(each, 'type') === type)) return health('Healthy')
    return conditionHealth(manifest, type, `Waiting for ${manifest.kind}`)
  },
  statusOf: (turn) => ({ simulated: turn, ...conditionStatus(turn, 'Ready') }),
}

function conditionHealth(manifest: Manifest, type: string, waiting: string): Health {
  for (const condition of objectsAt(manifest, 'status', 'conditions')) {
    if (textAt(condition, 'type') !== type) continue
    const message = textAt(condition, 'message') ?? ''
    if (textAt(condition, 'status') === 'False') return health('Degraded', message)
    if (textAt(condition, 'status') === 'True') return health('Healthy', message)
  }
  return health('Progressing', waiting)
}

function conditionStatus(turn: Turn, type: string): JsonObject {
  if (turn === 'healthy') return { conditions: [{ type, status: 'True' }] }
  return turn === 'degraded' ? { conditions: [{ type, status: 'False' }] } : { conditions: [] }
}
