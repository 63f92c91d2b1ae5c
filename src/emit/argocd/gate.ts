/**
 * The gate: a check-only init container in the workload's own pods. Hooks are skipped on a self-heal, a selective sync
 * and a rollback; the gate is what then keeps a version away from a schema that it can't run on.
 */
import { stepVariable } from '../../protocol/process.ts'
import { objectAt, objectsAt, textAt } from '../../manifest/fields.ts'
import { insertItems } from '../../manifest/insert-items.ts'
import type { LoadedDocument } from '../../manifest/load.ts'
import type { JsonObject } from '../../manifest/manifest.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import type { EmitContext } from '../context.ts'
import { connectionEnv, tlsVolumes } from './connection.ts'
import { escapeExpansion } from './expansion.ts'
import { gateProgram, startOf } from './program.ts'
import { stepText } from './runner.ts'
import { restricted, runnerUser } from './security.ts'
import { sessionOf } from './step.ts'

export const gateName = 'wavec-gate'
const podPath = ['spec', 'template', 'spec'] as const
const note = 'added by wavec: workload.gate'
const volumeName = 'wavec-gate-ca'

export type GateSettings = Exclude<LoadedPipeline['spec']['workload'], string>['gate']

export function gateOf({ spec }: LoadedPipeline): GateSettings {
  return typeof spec.workload === 'string' ? undefined : spec.workload.gate
}

/** The documents, the workload's with the gate before its own init containers. */
export function withGate(context: EmitContext): EmitContext {
  const { workload, pipeline } = context
  const gate = gateOf(pipeline)
  if (gate === undefined) return context
  const { chosen } = workload
  const documents = workload.documents.map((document) =>
    document.manifest === chosen.manifest ? gated(context, gate, document) : document,
  )
  return { ...context, workload: { ...workload, documents } }
}

function gated(context: EmitContext, gate: NonNullable<GateSettings>, document: LoadedDocument): LoadedDocument {
  const pod = objectAt(document.manifest, ...podPath)
  const init = objectsAt(pod, 'initContainers')
  // After sidecars, which may be the way to the database, and before everything that uses it.
  const first = init.findIndex((container) => textAt(container, 'restartPolicy') !== 'Always')
  const common = { path: podPath, note, above: 'containers' }
  let changed = insertItems(document, {
    ...common,
    list: 'initContainers',
    index: first === -1 ? init.length : first,
    items: [gateContainer(context, gate)],
  })
  const volumes = [...gateVolumes(context.pipeline).volumes, ...gateProgram(context)]
  if (volumes.length > 0) changed = insertItems(changed, { ...common, list: 'volumes', index: 0, items: volumes })
  const known = objectsAt(pod, 'imagePullSecrets').map((secret) => textAt(secret, 'name'))
  const secrets = (context.pipeline.spec.runner?.pullSecrets ?? []).filter((name) => !known.includes(name))
  if (secrets.length === 0) return changed
  const items = secrets.map((name) => ({ name }))
  return insertItems(changed, { ...common, list: 'imagePullSecrets', index: 0, items })
}

/** Long, because a pod that waits here starts sooner than one that the kubelet starts again after its back-off. */
const waitMs = 600_000

function gateContainer(context: EmitContext, { onUnreachable }: NonNullable<GateSettings>): JsonObject {
  const { pipeline, workload, migrations } = context
  const step = {
    contract: 1 as const,
    pipeline: pipeline.name,
    environment: pipeline.environment,
    namespace: pipeline.namespace,
    release: workload.release,
    digest: migrations.digest,
    stopAfter: waitMs,
    kind: 'gate' as const,
    database: sessionOf(context),
    onUnreachable,
  }
  const start = startOf(pipeline)
  const mounts = [...gateVolumes(pipeline).mounts, ...start.mounts]
  return {
    name: gateName,
    image: start.image,
    command: start.command,
    args: ['run'],
    env: [
      { name: stepVariable, value: escapeExpansion(stepText(step)) },
      { name: 'PGAPPNAME', value: `wavec-${pipeline.name}-gate` },
      ...connectionEnv(pipeline, 'gate'),
    ],
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    securityContext: restricted(pipeline, gateUser(pipeline)),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: mounts.length === 0 ? undefined : mounts,
  }
}

/**
 * In a mesh the network of an init container leads to a proxy that is not there yet; traffic of the proxy's own user is
 * left alone (Istio, "Compatibility with application init containers"; Linkerd's chart value `proxyUID`).
 */
const proxyUsers = { istio: 1337, linkerd: 2102, none: runnerUser } as const

function gateUser({ spec }: LoadedPipeline): number {
  return proxyUsers[spec.pod?.mesh ?? 'none']
}

/** The certificate authority, under a name that the workload does not use. */
function gateVolumes(pipeline: LoadedPipeline): ReturnType<typeof tlsVolumes> {
  // A pod of the workload has no deadline: the kubelet's own message stays, and the pod goes on once the Secret is there.
  const { volumes, mounts } = tlsVolumes(pipeline, 'required')
  const named = (value: JsonObject): JsonObject => ({ ...value, name: volumeName })
  return { volumes: volumes.map(named), mounts: mounts.map(named) }
}
