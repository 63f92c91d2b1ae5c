import type { JsonObject, Manifest, Metadata } from '../../manifest/manifest.ts'
import type { EmitContext } from '../context.ts'
import { configMetadata } from './metadata.ts'

/** A role in the namespace and its binding to a ServiceAccount, for as long as the sync lasts. */
export function access(
  context: EmitContext,
  name: string,
  account: string,
  rules: readonly JsonObject[],
): readonly Manifest[] {
  const { namespace } = context.pipeline
  return [
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: configMetadata(context, name), rules },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: configMetadata(context, name),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
    },
  ]
}

export function serviceAccount(
  context: EmitContext,
  name: string,
  metadata: Metadata = configMetadata(context, name),
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
  }
}

/**
 * The token, as the kubelet would mount it (https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/),
 * but in wavec's container alone: a sidecar of the user gets none, and a candidate keeps what the workload says.
 */
export const tokenVolume: JsonObject = {
  name: 'wavec-token',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
}

export const tokenMount: JsonObject = {
  name: 'wavec-token',
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  readOnly: true,
}
