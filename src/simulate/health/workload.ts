import { at, objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { health, number, type Health, type HealthCheck } from './health.ts'

// Argo CD v3.5.1, gitops-engine/pkg/health/health_{deployment,statefulset,daemonset,replicaset}.go.

const rollout = 10

export const deployment: HealthCheck = {
  seconds: rollout,
  check(manifest) {
    if (at(manifest, 'spec', 'paused') === true) return health('Suspended', 'Deployment is paused')
    if (!isObserved(manifest)) return waiting('observed deployment generation less than desired generation')
    const conditions = objectsAt(manifest, 'status', 'conditions')
    const progressing = conditions.find((each) => textAt(each, 'type') === 'Progressing')
    if (progressing !== undefined && textAt(progressing, 'reason') === 'ProgressDeadlineExceeded')
      return health('Degraded', `Deployment ${JSON.stringify(manifest.metadata.name)} exceeded its progress deadline`)
    return replicasOf(manifest)
  },
  statusOf(turn, manifest) {
    const count = wanted(manifest)
    if (turn === 'healthy') return { ...observed, replicas: count, updatedReplicas: count, availableReplicas: count }
    if (turn === 'degraded')
      return {
        ...observed,
        conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
      }
    return { ...observed, replicas: count, updatedReplicas: 0, availableReplicas: 0 }
  },
}

function replicasOf(manifest: Manifest): Health {
  const replicas = at(manifest, 'spec', 'replicas')
  const updated = statusNumber(manifest, 'updatedReplicas')
  const available = statusNumber(manifest, 'availableReplicas')
  const all = statusNumber(manifest, 'replicas')
  // A manifest may omit replicas, for which the API server sets 1.
  const desired = number(replicas, 1)
  if (updated < desired) return waiting(`${updated} out of ${desired} new replicas have been updated...`)
  if (all > updated) return waiting(`${all - updated} old replicas are pending termination...`)
  if (available < updated) return waiting(`${available} of ${updated} updated replicas are available...`)
  return health('Healthy')
}

export const statefulSet: HealthCheck = {
  seconds: rollout,
  check(manifest) {
    if (statusNumber(manifest, 'observedGeneration') === 0 || !isObserved(manifest))
      return health('Progressing', 'Waiting for statefulset spec update to be observed...')
    const desired = wanted(manifest)
    const ready = statusNumber(manifest, 'readyReplicas')
    if (ready < desired) return health('Progressing', `Waiting for ${desired - ready} pods to be ready...`)
    const strategy = textAt(manifest, 'spec', 'updateStrategy', 'type')
    const partition = at(manifest, 'spec', 'updateStrategy', 'rollingUpdate')
    if (strategy === 'RollingUpdate' && partition !== undefined) return partitioned(manifest)
    if (strategy === 'OnDelete') return health('Healthy', `statefulset has ${ready} ready pods`)
    const [update, current] = [
      textAt(manifest, 'status', 'updateRevision'),
      textAt(manifest, 'status', 'currentRevision'),
    ]
    const pods = (count: string, revision = ''): string =>
      `${statusNumber(manifest, count)} pods at revision ${revision}...`
    return update === current
      ? health('Healthy', `statefulset rolling update complete ${pods('currentReplicas', current)}`)
      : health('Progressing', `waiting for statefulset rolling update to complete ${pods('updatedReplicas', update)}`)
  },
  statusOf(turn, manifest) {
    const count = wanted(manifest)
    const isReady = turn === 'healthy'
    return { ...observed, readyReplicas: isReady ? count : 0, updatedReplicas: isReady ? count : 0 }
  },
}

function partitioned(manifest: Manifest): Health {
  const updated = statusNumber(manifest, 'updatedReplicas')
  const partition = at(manifest, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
  const desired = wanted(manifest) - number(partition, 0)
  if (typeof partition === 'number' && updated < desired)
    return waiting(`${updated} out of ${desired} new pods have been updated...`, 'partitioned roll out')
  return health('Healthy', `partitioned roll out complete: ${updated} new pods have been updated...`)
}

export const daemonSet: HealthCheck = {
  seconds: rollout,
  check(manifest) {
    if (!isObserved(manifest)) return waiting('observed daemon set generation less than desired generation')
    const desired = statusNumber(manifest, 'desiredNumberScheduled')
    const updated = statusNumber(manifest, 'updatedNumberScheduled')
    const available = statusNumber(manifest, 'numberAvailable')
    if (textAt(manifest, 'spec', 'updateStrategy', 'type') === 'OnDelete')
      return health('Healthy', `daemon set ${updated} out of ${desired} new pods have been updated`)
    const rolling = `daemon set ${JSON.stringify(manifest.metadata.name)} rollout`
    if (updated < desired) return waiting(`${updated} out of ${desired} new pods have been updated...`, rolling)
    if (available < desired) return waiting(`${available} of ${desired} updated pods are available...`, rolling)
    return health('Healthy')
  },
  statusOf(turn) {
    const ready = turn === 'healthy' ? 1 : 0
    return { ...observed, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: ready }
  },
}

export const replicaSet: HealthCheck = {
  seconds: rollout,
  check(manifest) {
    if (!isObserved(manifest)) return waiting('observed replica set generation less than desired generation')
    const failure = objectsAt(manifest, 'status', 'conditions').find(
      (each) => textAt(each, 'type') === 'ReplicaFailure',
    )
    if (failure !== undefined && textAt(failure, 'status') === 'True')
      return health('Degraded', textAt(failure, 'message') ?? '')
    const [desired, available] = [wanted(manifest), statusNumber(manifest, 'availableReplicas')]
    return available < desired
      ? waiting(`${available} out of ${desired} new replicas are available...`)
      : health('Healthy')
  },
  statusOf(turn, manifest) {
    if (turn === 'degraded')
      return { ...observed, conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'pods are forbidden' }] }
    return { ...observed, availableReplicas: turn === 'healthy' ? wanted(manifest) : 0 }
  },
}

/** What controllers write once they have seen the spec. Manifests have no generation, so 1 always suffices. */
const observed: JsonObject = { observedGeneration: 1 }

function waiting(what: string, of = 'rollout'): Health {
  return health('Progressing', `Waiting for ${of} to finish: ${what}`)
}

function wanted(manifest: Manifest): number {
  return number(at(manifest, 'spec', 'replicas'), 1)
}

function statusNumber(manifest: Manifest, field: string): number {
  return number(at(manifest, 'status', field), 0)
}

function isObserved(manifest: Manifest): boolean {
  return number(manifest.metadata['generation'], 0) <= statusNumber(manifest, 'observedGeneration')
}
