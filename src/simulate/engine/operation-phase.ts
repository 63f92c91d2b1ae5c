import { healthOf, type LiveObject } from '../world/live-object.ts'
import type { OperationPhase } from './sync-task.ts'

/** sync_context.go `getOperationPhase`: a hook of Unknown health has failed, one without a health check has succeeded. */
export function operationPhaseOf(
  live: LiveObject,
  now: number,
): { readonly phase: OperationPhase; readonly message: string } {
  const health = healthOf(live, now)
  switch (health?.status) {
    case 'Unknown':
    case 'Degraded':
      return { phase: 'Failed', message: health.message }
    case 'Progressing':
    case 'Suspended':
      return { phase: 'Running', message: health.message }
    case 'Healthy':
      return { phase: 'Succeeded', message: health.message }
    default:
      return { phase: 'Succeeded', message: `${live.manifest.metadata.name} created` }
  }
}
