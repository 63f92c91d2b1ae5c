import { groupOf } from '../../manifest/kinds.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { reconcile } from './reconcile.ts'
import { syncOptionsKey } from '../../manifest/annotations.ts'
import type { Operation, Simulation } from '../simulation.ts'
import { worldOf } from '../world/world.ts'
import type { SyncContext } from './sync-context.ts'
import { slotsOf } from './slots.ts'
import { idsOf, targetOf, type Subject } from './target.ts'

export function newSyncContext(simulation: Simulation): SyncContext {
  const { operation } = simulation
  const { resources, hooks, ignored, repeated } = reconcile(simulation.targets, operation.namespace)
  const namespaceTask = createsNamespace(operation, resources)
  const named = new Set([...hooks, ...ignored].map(({ liveKey }) => liveKey))
  // The namespace that the engine creates is not tracked as part of the Application, so it is not pruned, unless a
  // manifest that is not a plain target has its name, for example a hook of unknown type.
  const kept =
    namespaceTask === undefined || named.has(namespaceTask.liveKey) ? resources : [...resources, namespaceTask]
  return {
    operation,
    world: worldOf(simulation),
    resources,
    hooks,
    ignored,
    repeated,
    slots: slotsOf(operation, resources, hooks),
    provides: new Set([...resources, ...hooks].filter(providesOthers)),
    claimed: new Set(kept.map(({ liveKey }) => liveKey)),
    named,
    defined: new Set([...resources, ...hooks].flatMap(({ defines }) => defines ?? [])),
    namespaceTask,
    prunables: new WeakMap(),
    results: new Map(),
    seen: new Map(),
    phase: 'Running',
    message: '',
    retries: 0,
    actions: [],
    delaySeconds: 0,
    slept: 0,
    awaited: [],
    waitsFor: 'completion',
    changed: 'no',
  }
}

/** sync_context.go `autoCreateNamespace`: only if no plain target is that Namespace. A hook does not count. */
function createsNamespace(operation: Operation, resources: readonly Subject[]): Subject | undefined {
  const { syncOptions, namespace, managesNamespaceMetadata } = operation
  if (!syncOptions.includes('CreateNamespace=true') || namespace === '') return undefined
  const declared = resources.some(
    ({ name, manifest: { kind, apiVersion } }) =>
      kind === 'Namespace' && groupOf(apiVersion) === '' && name === namespace,
  )
  if (declared) return undefined
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, ...(managesNamespaceMetadata ? { annotations: serverSide } : {}) },
  }
  // The engine creates this task after it has set the namespace of the others, so its key has none.
  return {
    ...targetOf(manifest, namespace),
    namespace: '',
    resultKey: `/Namespace//${namespace}`,
    ids: idsOf(`/Namespace//${namespace}`),
  }
}

/** controller/sync_namespace.go `appendSSAAnnotation`: managed metadata must not remove labels that others set. */
const serverSide = { [syncOptionsKey]: 'ServerSideApply=true' }

function providesOthers({ defines, groupKind }: Subject): boolean {
  return defines !== undefined || groupKind === '/Namespace'
}
