import { objectsAt, textAt } from '../../../manifest/fields.ts'
import { scopeOf } from '../../../manifest/kinds.ts'
import { eachOf } from '../../rule.ts'
import type { Subject } from '../../subject.ts'

/** k8s.io/kubernetes/pkg/apis/rbac/validation `ValidateRoleBindingSubject`; a RoleBinding defaults to its own namespace. */
export const subjectWithoutNamespace = eachOf('ClusterRoleBinding', ({ manifest, locate, id }, unit) => {
  if (manifest.kind !== 'ClusterRoleBinding' || !manifest.apiVersion.startsWith('rbac.authorization.k8s.io/'))
    return undefined
  // An overlay outside of the input may set the namespace of a base, and with it the namespace of this subject.
  if (unit.from === 'kustomization' && unit.subjects.some(lacksNamespace)) return undefined
  return objectsAt(manifest, 'subjects').flatMap((subject, index) => {
    if (textAt(subject, 'kind') !== 'ServiceAccount' || (textAt(subject, 'namespace') ?? '') !== '') return []
    return [
      {
        message: `ServiceAccount/${textAt(subject, 'name') ?? ''} has no namespace here`,
        why: `Kubernetes refuses ${id}: "namespace: Required value"`,
        help: 'add namespace next to name',
        span: locate(['subjects', index, 'name']),
      },
    ]
  })
})

function lacksNamespace({ manifest }: Subject): boolean {
  return manifest.metadata.namespace === undefined && scopeOf(manifest.apiVersion, manifest.kind) === 'namespaced'
}
