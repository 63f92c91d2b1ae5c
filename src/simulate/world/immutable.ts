import { at, isList, objectAt, objectsAt, without } from '../../manifest/fields.ts'
import { groupOf } from '../../manifest/kinds.ts'
import type { Json, JsonObject, Manifest } from '../../manifest/manifest.ts'
import { contains, equals } from './difference.ts'

/** A field that the API server refuses to change, and its default. */
type Fixed = readonly [path: string, otherwise?: Json]

/**
 * By group and kind (Kubernetes 1.36, pkg/apis/<group>/validation; each was tried on a 1.36 API server). For Service,
 * StatefulSet and PersistentVolumeClaim the table lists only fields that users change in practice.
 */
const fields: Readonly<Record<string, readonly Fixed[]>> = {
  'batch/Job': [
    ['spec.template'],
    ['spec.completions'],
    ['spec.completionMode', 'NonIndexed'],
    ['spec.podFailurePolicy'],
    ['spec.successPolicy'],
    ['spec.backoffLimitPerIndex'],
    ['spec.managedBy', 'kubernetes.io/job-controller'],
    ['spec.selector'],
  ],
  'apps/Deployment': [['spec.selector']],
  'apps/ReplicaSet': [['spec.selector']],
  'apps/DaemonSet': [['spec.selector']],
  'apps/StatefulSet': [
    ['spec.selector'],
    ['spec.serviceName'],
    ['spec.podManagementPolicy', 'OrderedReady'],
    ['spec.volumeClaimTemplates'],
  ],
  '/PersistentVolumeClaim': [
    ['spec.storageClassName'],
    ['spec.accessModes'],
    ['spec.selector'],
    ['spec.dataSource'],
    ['spec.volumeMode', 'Filesystem'],
  ],
  '/Secret': [['type', 'Opaque']],
  '/Service': [['spec.clusterIP']],
  'rbac.authorization.k8s.io/RoleBinding': [['roleRef']],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [['roleRef']],
  'storage.k8s.io/StorageClass': [
    ['provisioner'],
    ['parameters'],
    ['reclaimPolicy', 'Delete'],
    ['volumeBindingMode', 'Immediate'],
  ],
  'scheduling.k8s.io/PriorityClass': [['value']],
  'networking.k8s.io/IngressClass': [['spec.controller']],
  'node.k8s.io/RuntimeClass': [['handler']],
  'apiextensions.k8s.io/CustomResourceDefinition': [['spec.scope']],
}

/** The first immutable field that `target` would change, like `spec.template`. */
export function immutableChange(target: Manifest, live: Manifest): string | undefined {
  const key = `${groupOf(target.apiVersion)}/${target.kind}`
  if (key === '/Pod') return isPodChanged(target, live) ? 'spec' : undefined
  const isSealed = live['immutable'] === true && (key === '/ConfigMap' || key === '/Secret')
  if (isSealed && target['immutable'] !== true) return 'immutable'
  const guarded = [...(isSealed ? data : []), ...(Object.hasOwn(fields, key) ? (fields[key] ?? []) : [])]
  return guarded.find((fixed) => isChanged(target, live, fixed))?.[0]
}

const data: readonly Fixed[] = [['data'], ['binaryData'], ['stringData']]

/** A field that the target omits keeps the value that the API server gave it. */
function isChanged(target: Manifest, live: Manifest, [path, otherwise]: Fixed): boolean {
  if (path === 'spec.completions' && mayChangeCompletions(target, live)) return false
  const keys = path.split('.')
  const wanted = at(target, ...keys)
  return wanted !== undefined && !equals(wanted, at(live, ...keys) ?? otherwise)
}

/**
 * Indexed Jobs may be resized if completions and parallelism stay equal. A Job with neither field already has one
 * completion, so setting 1 changes nothing.
 */
function mayChangeCompletions(target: Manifest, live: Manifest): boolean {
  const [completions, parallelism] = [at(target, 'spec', 'completions'), at(target, 'spec', 'parallelism')]
  if (at(target, 'spec', 'completionMode') === 'Indexed') return completions === parallelism
  const had = objectAt(live, 'spec') ?? {}
  return completions === 1 && had['completions'] === undefined && had['parallelism'] === undefined
}

/** In a Pod's spec only images, deadlines and tolerations may change. */
function isPodChanged(target: Manifest, live: Manifest): boolean {
  return !contains(fixedSpec(live), fixedSpec(target))
}

function fixedSpec(pod: Manifest): JsonObject {
  const spec = objectAt(pod, 'spec') ?? {}
  const lists = ['containers', 'initContainers'].filter((list) => isList(spec[list]))
  const named = lists.map((list) => [list, objectsAt(spec, list).map((each) => without(each, 'image'))] as const)
  const free = ['activeDeadlineSeconds', 'terminationGracePeriodSeconds', 'tolerations']
  return { ...without(spec, ...free), ...Object.fromEntries(named) }
}
