import { objectsAt, textAt } from '../../manifest/fields.ts'
import type { Json, Manifest } from '../../manifest/manifest.ts'
import { health, type Health, type HealthCheck } from './health.ts'

/**
 * gitops-engine/pkg/health/health_job.go `getBatchv1JobHealth` finds conditions by type and reads the status of Suspended
 * only, so a resumed Job counts as complete while it still runs.
 */
export const job: HealthCheck = {
  seconds: 5,
  check: checkJob,
  statusOf(turn) {
    if (turn === 'healthy') return conditions({ type: 'Complete', status: 'True' })
    if (turn === 'degraded')
      return conditions({
        type: 'Failed',
        status: 'True',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      })
    if (turn === 'suspended') return conditions({ type: 'Suspended', status: 'True', message: 'Job suspended' })
    if (turn === 'resumed') return conditions({ type: 'Suspended', status: 'False', message: 'Job resumed' })
    return {}
  },
}

function conditions(condition: Json): { readonly conditions: readonly Json[] } {
  return { conditions: [condition] }
}

function checkJob(manifest: Manifest): Health {
  let [failed, complete, suspended] = [false, false, false]
  let [message, failure] = ['', '']
  for (const condition of objectsAt(manifest, 'status', 'conditions')) {
    const type = textAt(condition, 'type')
    const text = textAt(condition, 'message') ?? ''
    if (type === 'Failed') [failed, complete, failure] = [true, true, text]
    if (type === 'Complete') [complete, message] = [true, text]
    if (type === 'Suspended') {
      ;[complete, message] = [true, text]
      if (textAt(condition, 'status') === 'True') suspended = true
    }
  }
  if (!complete) return health('Progressing', message)
  if (failed) return health('Degraded', failure)
  return suspended ? health('Suspended', failure) : health('Healthy', message)
}
