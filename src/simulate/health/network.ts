import { at, isList, objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { health, type HealthCheck } from './health.ts'

// Argo CD v3.5.1, gitops-engine/pkg/health/health_{service,ingress,apiservice}.go.

export const service: HealthCheck = {
  seconds: 5,
  check(manifest) {
    const waits = textAt(manifest, 'spec', 'type') === 'LoadBalancer' && !hasAddress(manifest)
    return health(waits ? 'Progressing' : 'Healthy')
  },
  statusOf: (turn) => (turn === 'healthy' ? address : {}),
}

export const ingress: HealthCheck = {
  seconds: 5,
  check: (manifest) => health(hasAddress(manifest) ? 'Healthy' : 'Progressing'),
  statusOf: (turn) => (turn === 'healthy' ? address : {}),
}

export const apiService: HealthCheck = {
  seconds: 5,
  check(manifest) {
    const available = objectsAt(manifest, 'status', 'conditions').find((each) => textAt(each, 'type') === 'Available')
    if (available === undefined) return health('Progressing', 'Waiting to be processed')
    const message = `${textAt(available, 'reason') ?? ''}: ${textAt(available, 'message') ?? ''}`
    return health(textAt(available, 'status') === 'True' ? 'Healthy' : 'Progressing', message)
  },
  statusOf: (turn) => ({
    conditions: [{ type: 'Available', status: turn === 'healthy' ? 'True' : 'False', reason: 'Simulated' }],
  }),
}

const address: JsonObject = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }

function hasAddress(manifest: Manifest): boolean {
  const list = at(manifest, 'status', 'loadBalancer', 'ingress')
  return isList(list) && list.length > 0
}
