import { looseReferencesOf, type LooseReference } from '../../../refs/loose.ts'
import type { ValuePath } from '../../../source/span.ts'
import { eachAmong, nameSpan, type Finding } from '../../rule.ts'
import { isEarlierWave, placeOf, type Subject } from '../../subject.ts'
import { makersIn } from '../../unit.ts'

interface Need {
  readonly kinds: readonly string[]
  /** What happens while the object is missing. */
  readonly effect: string
}

const waits = 'the object is not healthy without it, so Argo CD never reaches the wave that creates it'
const ends = 'without it Argo CD reports Degraded, so the first sync fails'
const store: Need = { kinds: ['Secret', 'ConfigMap'], effect: ends }
const ofPods: Need = {
  kinds: ['PriorityClass', 'RuntimeClass'],
  effect: 'Kubernetes creates no pod without it, so Argo CD never reaches the wave that creates it',
}
const route: Need = { kinds: ['Gateway', 'Service'], effect: ends }

/**
 * What a kind needs to be healthy, by the health checks of Argo CD v3.5.1: resource_customizations/GROUP/KIND/health.lua,
 * and gitops-engine/pkg/health for claims, autoscalers and API services. `refs/created-later` covers what a pod reads.
 */
const needs: Readonly<Record<string, Need>> = {
  ExternalSecret: { kinds: ['SecretStore', 'ClusterSecretStore', 'Password'], effect: ends },
  SecretStore: store,
  ClusterSecretStore: store,
  Certificate: { kinds: ['Issuer', 'ClusterIssuer'], effect: waits },
  Issuer: store,
  ClusterIssuer: store,
  PersistentVolumeClaim: { kinds: ['StorageClass', 'PersistentVolume'], effect: waits },
  HorizontalPodAutoscaler: { kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout'], effect: ends },
  ScaledObject: { kinds: ['Deployment', 'StatefulSet', 'Rollout', 'TriggerAuthentication'], effect: ends },
  APIService: { kinds: ['Service'], effect: waits },
  HTTPRoute: route,
  GRPCRoute: route,
  Gateway: { kinds: ['GatewayClass'], effect: waits },
  Rollout: { kinds: ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'Service', 'Deployment'], effect: ends },
  Pod: ofPods,
  Job: ofPods,
  Deployment: ofPods,
  StatefulSet: ofPods,
  DaemonSet: ofPods,
}

/** Argo CD starts the next wave or phase only when these kinds are healthy. */
export const neededLater = eachAmong(Object.keys(needs), (user, unit) => {
  const need = needs[user.manifest.kind]
  const [place] = user.positions
  if (need === undefined || place === undefined || place.phase === 'SyncFail') return undefined
  const named = namedBy(user, need)
  if (named.length === 0) return undefined
  const found = new Map<string, Finding>()
  for (const { kind, name, namespace, path } of named) {
    const id = `${kind}/${name}`
    if (found.has(id)) continue
    const makers = makersIn(unit, id, namespace).filter(({ positions }) => positions.length > 0)
    const [maker] = makers
    if (maker === undefined || !makers.every((each) => isEarlierWave(user, each))) continue
    found.set(id, finding({ user, maker, id, path }, need))
  }
  return [...found.values()]
})

function namedBy({ manifest, references }: Subject, { kinds }: Need): readonly LooseReference[] {
  const { namespace } = manifest.metadata
  const loose = looseReferencesOf(manifest).filter(({ kind }) => kinds.includes(kind))
  const strict = references.filter(({ kind }) => kinds.includes(kind))
  return strict.length === 0 ? loose : [...strict.map((each) => ({ ...each, namespace })), ...loose]
}

interface Use {
  readonly user: Subject
  readonly maker: Subject
  readonly id: string
  readonly path: ValuePath
}

function finding({ user, maker, id, path }: Use, { effect }: Need): Finding {
  return {
    message: `${user.id} (${placeOf(user)}) needs ${id}, which is created in ${placeOf(maker)}`,
    why: effect,
    help: `move ${user.id} to the wave of ${maker.id}, or to a later one`,
    span: user.locate(path),
    related: [{ span: nameSpan(maker), message: `created in ${placeOf(maker)}` }],
  }
}
