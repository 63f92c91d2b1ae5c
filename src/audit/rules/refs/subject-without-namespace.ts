import { objectsAt, textAt } from '../../../manifest/fields.ts'
import { eachSubject } from '../../rule.ts'

const bindings: ReadonlySet<string> = new Set(['RoleBinding', 'ClusterRoleBinding'])

/** k8s.io/kubernetes/pkg/apis/rbac/validation `ValidateRoleBindingSubject`: no default, not even the binding's own. */
export const subjectWithoutNamespace = eachSubject(({ manifest, locate, id }) => {
  if (!bindings.has(manifest.kind) || !manifest.apiVersion.startsWith('rbac.authorization.k8s.io/')) return undefined
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
