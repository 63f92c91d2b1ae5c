import { objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject } from '../../manifest/manifest.ts'
import { health, type Health, type HealthCheck } from './health.ts'

/**
 * Argo CD v3.5.1, resource_customizations/apiextensions.k8s.io/CustomResourceDefinition/health.lua. The API server
 * establishes a definition at once.
 */
export const customResourceDefinition: HealthCheck = {
  seconds: 0,
  check(manifest) {
    const conditions = objectsAt(manifest, 'status', 'conditions')
    if (conditions.length === 0) return health('Progressing', 'Status conditions not found')
    for (const condition of conditions) {
      const trouble = troubleOf(condition)
      if (trouble !== undefined) return trouble
    }
    const isEstablished = conditions.some((each) => is(each, 'Established', 'True'))
    return isEstablished ? health('Healthy', 'CRD is healthy') : health('Degraded', 'CRD is not established')
  },
  statusOf(turn) {
    if (turn === 'healthy') return { conditions: [{ type: 'Established', status: 'True' }] }
    return { conditions: turn === 'degraded' ? [{ type: 'Established', status: 'False' }] : [] }
  },
}

/** A condition that makes the script return at once and ignore the conditions after it. */
function troubleOf(condition: JsonObject): Health | undefined {
  const message = textAt(condition, 'message') ?? ''
  if (is(condition, 'Terminating', 'True')) return health('Progressing', `CRD is terminating: ${message}`)
  if (is(condition, 'NamesAccepted', 'False')) return health('Degraded', `CRD names have not been accepted: ${message}`)
  if (is(condition, 'NonStructuralSchema', 'True')) return health('Degraded', `Schema violations found: ${message}`)
  const isInstalling = textAt(condition, 'type') === 'Established' && textAt(condition, 'reason') === 'Installing'
  return isInstalling && !is(condition, 'Established', 'True')
    ? health('Progressing', 'CRD is being installed')
    : undefined
}

function is(condition: JsonObject, type: string, status: string): boolean {
  return textAt(condition, 'type') === type && textAt(condition, 'status') === status
}
