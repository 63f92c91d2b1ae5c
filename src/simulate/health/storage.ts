import { textAt } from '../../manifest/fields.ts'
import { health, type HealthCheck } from './health.ts'

/** gitops-engine/pkg/health/health_pvc.go `getCorev1PVCHealth`: a claim that waits for its first consumer is Progressing. */
export const persistentVolumeClaim: HealthCheck = {
  seconds: 5,
  check(manifest) {
    const phase = textAt(manifest, 'status', 'phase')
    if (phase === 'Lost') return health('Degraded')
    if (phase === 'Pending') return health('Progressing')
    return health(phase === 'Bound' ? 'Healthy' : 'Unknown')
  },
  statusOf(turn) {
    if (turn === 'unknown') return {}
    return { phase: turn === 'healthy' ? 'Bound' : turn === 'degraded' ? 'Lost' : 'Pending' }
  },
}
