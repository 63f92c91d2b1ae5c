import { at } from '../../manifest/fields.ts'
import { groupOf } from '../../manifest/kinds.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { equals } from './difference.ts'

/**
 * Fields that the API server refuses to change, by group and kind (Kubernetes 1.36, pkg/apis/<group>/validation). Of a
 * Service, StatefulSet or claim only the ones that people change are here.
 */
const fields: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'batch/Job': [
    ['spec', 'template'],
    ['spec', 'completions'],
    ['spec', 'completionMode'],
    ['spec', 'podFailurePolicy'],
    ['spec', 'podReplacementPolicy'],
    ['spec', 'selector'],
  ],
  'apps/Deployment': [['spec', 'selector']],
  'apps/ReplicaSet': [['spec', 'selector']],
  'apps/DaemonSet': [['spec', 'selector']],
  'apps/StatefulSet': [
    ['spec', 'selector'],
    ['spec', 'serviceName'],
    ['spec', 'podManagementPolicy'],
    ['spec', 'volumeClaimTemplates'],
  ],
  '/PersistentVolumeClaim': [
    ['spec', 'storageClassName'],
    ['spec', 'accessModes'],
    ['spec', 'volumeName'],
  ],
  'rbac.authorization.k8s.io/RoleBinding': [['roleRef']],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [['roleRef']],
  'storage.k8s.io/StorageClass': [['provisioner'], ['parameters'], ['reclaimPolicy']],
}
const data = [['data'], ['binaryData'], ['stringData']]

/** The first field that `target` would change though it may not, as `spec.template`. */
export function immutableChange(target: Manifest, live: Manifest): string | undefined {
  const key = `${groupOf(target.apiVersion)}/${target.kind}`
  const isSealed = live['immutable'] === true && (key === '/ConfigMap' || key === '/Secret')
  const guarded = isSealed ? data : Object.hasOwn(fields, key) ? (fields[key] ?? []) : []
  return guarded.find((path) => isChanged(target, live, path))?.join('.')
}

/** What the target leaves out keeps the value that the API server gave it. */
function isChanged(target: Manifest, live: Manifest, path: readonly string[]): boolean {
  const wanted = at(target, ...path)
  return wanted !== undefined && !equals(wanted, at(live, ...path))
}
