import { objectsAt, textAt } from '../../../manifest/fields.ts'
import { scopeOf } from '../../../manifest/kinds.ts'
import { eachOf } from '../../rule.ts'
import type { Subject } from '../../subject.ts'

/** k8s.io/kubernetes/pkg/apis/rbac/validation `ValidateRoleBindingSubject`; a RoleBinding means its own namespace. */
export const subjectWithoutNamespace = eachOf('ClusterRoleBinding', ({ manifest, locate, id }, unit) => {
  if (manifest.kind !== 'ClusterRoleBinding' || !manifest.apiVersion.startsWith('rbac.authorization.k8s.io/'))
    return undefined
  // The base of a kustomization gets its namespace, and with it this one, from an overlay that may be elsewhere.
  if (unit.from === 'kustomization' && unit.subjects.some(lacksNamespace)) return undefined
  return objectsAt(manifest, 'subjects').flatMap((subject, index) => {
    if (textAt(subject, 'kind') !== 'ServiceAccount' || (textAt(subject, 'namespace') ?? '') !== '') return []
    return [
      {
        message: `ServiceAccount/${textAt(subject, 'name') ?? ''} is named without its namespace`,
        why: `Kubernetes refuses ${id}: "namespace: Required value"`,
        help: 'write namespace beside the name',
        span: locate(['subjects', index, 'name']),
      },
    ]
  })
})

function lacksNamespace({ manifest }: Subject): boolean {
  return manifest.metadata.namespace === undefined && scopeOf(manifest.apiVersion, manifest.kind) === 'namespaced'
}
