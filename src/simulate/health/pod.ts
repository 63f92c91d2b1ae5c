import { at, isList, objectAt, objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Turn } from '../simulation.ts'
import { health, number, type Health, type HealthCheck } from './health.ts'

/** gitops-engine/pkg/health/health_pod.go `getCorev1PodHealth` ignores waiting reasons of pods that are meant to end. */
export const pod: HealthCheck = {
  seconds: 5,
  check(manifest) {
    const always = (textAt(manifest, 'spec', 'restartPolicy') ?? 'Always') === 'Always'
    if (always) {
      const stuck = containersOf(manifest).flatMap(waitingOnError)
      if (stuck.length > 0) return health('Degraded', stuck.join(', '))
    }
    const message = textAt(manifest, 'status', 'message') ?? ''
    switch (textAt(manifest, 'status', 'phase')) {
      case 'Pending':
        return health('Progressing', message)
      case 'Succeeded':
        return health('Healthy', message)
      case 'Failed':
        return health('Degraded', message === '' ? failureOf(manifest) : message)
      case 'Running':
        return always ? runningAlways(manifest, message) : health('Progressing', message)
      default:
        return health('Unknown', message)
    }
  },
  statusOf(turn, manifest) {
    const always = (textAt(manifest, 'spec', 'restartPolicy') ?? 'Always') === 'Always'
    return statusOf(turn, always)
  },
}

function statusOf(turn: Turn, always: boolean): JsonObject {
  if (turn === 'unknown') return {}
  if (turn === 'degraded') {
    const waiting = { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' }
    return always
      ? { phase: 'Running', containerStatuses: [{ name: 'main', state: { waiting } }] }
      : { phase: 'Failed', containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 1 } } }] }
  }
  if (turn !== 'healthy') return { phase: 'Pending' }
  return always ? { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } : { phase: 'Succeeded' }
}

function runningAlways(manifest: Manifest, message: string): Health {
  const ready = objectsAt(manifest, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  )
  if (ready) return health('Healthy', message)
  const ended = containersOf(manifest).some((each) => objectAt(each, 'lastState', 'terminated') !== undefined)
  return health(ended ? 'Degraded' : 'Progressing', message)
}

function containersOf(manifest: Manifest): readonly JsonObject[] {
  return objectsAt(manifest, 'status', 'containerStatuses')
}

function waitingOnError(container: JsonObject): readonly string[] {
  const reason = textAt(container, 'state', 'waiting', 'reason') ?? ''
  const isError = reason.startsWith('Err') || reason.endsWith('Error') || reason.endsWith('BackOff')
  return isError ? [textAt(container, 'state', 'waiting', 'message') ?? ''] : []
}

function failureOf(manifest: Manifest): string {
  const init = at(manifest, 'status', 'initContainerStatuses')
  const all = [
    ...(isList(init) ? objectsAt(manifest, 'status', 'initContainerStatuses') : []),
    ...containersOf(manifest),
  ]
  for (const container of all) {
    const ended = objectAt(container, 'state', 'terminated')
    if (ended === undefined) continue
    const message = textAt(ended, 'message') ?? ''
    if (message !== '') return message
    if (textAt(ended, 'reason') === 'OOMKilled') return 'OOMKilled'
    const code = number(ended['exitCode'], 0)
    if (code !== 0) return `container ${JSON.stringify(textAt(container, 'name') ?? '')} failed with exit code ${code}`
  }
  return ''
}
