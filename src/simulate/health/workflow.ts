import { textAt } from '../../manifest/fields.ts'
import { health, type HealthCheck } from './health.ts'

/** gitops-engine/pkg/health/health_argo.go `getArgoWorkflowHealth`. */
export const workflow: HealthCheck = {
  seconds: 5,
  check(manifest) {
    const message = textAt(manifest, 'status', 'message') ?? ''
    const phase = textAt(manifest, 'status', 'phase') ?? ''
    if (['', 'Pending', 'Running'].includes(phase)) return health('Progressing', message)
    if (phase === 'Succeeded') return health('Healthy', message)
    return health(phase === 'Failed' || phase === 'Error' ? 'Degraded' : 'Unknown', message)
  },
  statusOf(turn) {
    if (turn === 'healthy') return { phase: 'Succeeded' }
    if (turn === 'degraded') return { phase: 'Failed' }
    return turn === 'unknown' ? { phase: 'Omitted' } : { phase: 'Running' }
  },
}
