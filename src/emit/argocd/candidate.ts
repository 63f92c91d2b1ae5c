/**
 * The candidate: the workload's pod, once, without what would hold it back or take it for the real one, beside wavec's
 * own container that watches it over localhost. Its containers run as native sidecars, so that the Job ends when
 * wavec's container does (Kubernetes 1.29 and later).
 */
import type { Candidate, Step } from '../../protocol/step.ts'
import { asObject, at, jsonOf, objectAt, objectsAt, textAt, without } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Stage } from '../../plan/stage.ts'
import { renameReferences } from '../../refs/references.ts'
import type { EmitContext } from '../context.ts'
import { tokenMount, tokenVolume } from './access.ts'
import { candidateAccount, observesRestarts } from './candidate-account.ts'
import { candidateLabels } from './candidate-labels.ts'
import { tlsVolumes } from './connection.ts'
import type { Copies } from './copies.ts'
import { job } from './job.ts'
import { pullSecrets, sidecars } from './pod.ts'
import { probesOf } from './probes.ts'
import { runnerContainer } from './runner.ts'

/** What the Step says of the candidate. */
export function candidateStep(context: EmitContext, copies: Copies): Candidate {
  const containers = [...alwaysOn(context), ...objectsAt(context.workload.podSpec, 'containers')]
  const { candidate } = context.pipeline.spec.deploy
  return {
    containers: containers.map((container) => textAt(container, 'name') ?? ''),
    probes: containers.flatMap(probesOf),
    stableFor: candidate === undefined || candidate === false ? 0 : candidate.stableFor,
    observeRestarts: observesRestarts(context, copies),
  }
}

/** The workload's own native sidecars. */
function alwaysOn({ workload }: EmitContext): readonly JsonObject[] {
  return objectsAt(workload.podSpec, 'initContainers').filter(
    (container) => textAt(container, 'restartPolicy') === 'Always',
  )
}

export function candidateJob(context: EmitContext, stage: Stage, copies: Copies, step: Step): Manifest {
  const { pipeline, workload } = context
  const podSpec = asObject(renameReferences(workload.podSpec, copies.rename)) ?? {}
  const watched = observesRestarts(context, copies)
  const runner = runnerContainer(context, stage, { name: 'wavec', step, mounts: watched ? [tokenMount] : [] })
  const volumes = [
    ...objectsAt(podSpec, 'volumes'),
    ...(watched ? [tokenVolume] : []),
    ...(step.kind === 'candidate' ? [] : tlsVolumes(pipeline).volumes),
  ]
  const secrets = objectsAt(podSpec, 'imagePullSecrets').flatMap((secret) => textAt(secret, 'name') ?? [])
  const spec = {
    ...without(podSpec, ...dropped),
    serviceAccountName: candidateAccount(context, copies).name,
    terminationGracePeriodSeconds: Math.min(stage.graceSeconds, graceOf(podSpec)),
    imagePullSecrets: pullSecrets(pipeline.spec, stage, secrets),
    nodeSelector: stage.pod.nodeSelector ?? podSpec['nodeSelector'],
    tolerations: jsonOf(stage.pod.tolerations) ?? podSpec['tolerations'],
    initContainers: [...sidecars(stage), ...initContainers(context, podSpec)],
    containers: [runner],
    volumes: volumes.length === 0 ? undefined : volumes,
  }
  return job(context, stage, { spec, labels: candidateLabels(context), annotations: templateAnnotations(context) })
}

/** Placement that makes sense among replicas, and what is set again. */
const dropped = [
  'serviceAccount',
  'serviceAccountName',
  'affinity',
  'topologySpreadConstraints',
  'priorityClassName',
  'priority',
  'restartPolicy',
  'activeDeadlineSeconds',
  'terminationGracePeriodSeconds',
  'imagePullSecrets',
  'nodeSelector',
  'tolerations',
  'initContainers',
  'containers',
  'volumes',
  'hostname',
  'subdomain',
  'setHostnameAsFQDN',
  'nodeName',
]

function graceOf(podSpec: JsonObject): number {
  const own = at(podSpec, 'terminationGracePeriodSeconds')
  return typeof own === 'number' ? own : 30
}

/** The workload's init containers in their order, then its containers as sidecars. */
function initContainers(context: EmitContext, podSpec: JsonObject): JsonObject[] {
  const served = textAt(context.workload.container, 'name')
  const first = objectsAt(podSpec, 'initContainers').map((container) => passive(context, container, 'init'))
  const then = objectsAt(podSpec, 'containers').map((container) => ({
    ...passive(context, container, textAt(container, 'name') === served ? 'served' : 'beside'),
    restartPolicy: 'Always',
  }))
  return [...first, ...then]
}

/**
 * A container of the candidate: it knows what it is, starts at once, and takes no port of the node. The variables that
 * make it passive reach init containers too, because those may render its configuration.
 */
function passive(context: EmitContext, container: JsonObject, role: 'init' | 'served' | 'beside'): JsonObject {
  const { candidate } = context.pipeline.spec.deploy
  const settings = candidate === undefined || candidate === false ? undefined : candidate
  const env = mergeEnv(objectsAt(container, 'env'), {
    ...(role === 'beside' ? {} : settings?.env),
    WAVEC_CANDIDATE: 'true',
  })
  const ports = objectsAt(container, 'ports').map((port) => without(port, 'hostPort', 'hostIP'))
  const isLongRunning = role !== 'init' || textAt(container, 'restartPolicy') === 'Always'
  return {
    ...without(container, 'startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle', 'env', 'ports'),
    ...(role === 'served' && settings?.args !== undefined ? { args: settings.args } : {}),
    env,
    ports: ports.length === 0 ? undefined : ports,
    readinessProbe: isLongRunning ? execProbe(container) : undefined,
  }
}

/** An `exec` probe can't be performed from beside: it stays with the kubelet and is read from the pod's status. */
function execProbe(container: JsonObject): JsonObject | undefined {
  for (const name of ['readinessProbe', 'startupProbe']) {
    const probe = objectAt(container, name)
    if (probe !== undefined && objectAt(probe, 'exec') !== undefined) return without(probe, 'successThreshold')
  }
  return undefined
}

function mergeEnv(env: readonly JsonObject[], more: Readonly<Record<string, string>>): JsonObject[] {
  const left = new Map(Object.entries(more))
  // In place, because a later variable may be composed of an earlier one with $(NAME).
  const merged = env.map((entry) => {
    const name = textAt(entry, 'name') ?? ''
    const value = left.get(name)
    return value !== undefined && left.delete(name) ? { name, value } : entry
  })
  return [...merged, ...[...left].map(([name, value]) => ({ name, value }))]
}

/** Annotations of the template that belong to the pod and not to its place among others. */
function templateAnnotations({ workload }: EmitContext): Readonly<Record<string, string>> {
  const own = objectAt(workload.template, 'metadata', 'annotations') ?? {}
  // Logs are asked of wavec's container, not of the one that is the default in the workload.
  const kept = Object.entries(own).filter(
    ([key]) => !/^(argocd\.argoproj\.io\/|kubectl\.kubernetes\.io\/default-container$)/.test(key),
  )
  return Object.fromEntries(kept.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))
}
