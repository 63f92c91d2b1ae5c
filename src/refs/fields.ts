import type { FieldPattern } from './path.ts'

/** The place of the pod spec, for each kind that has one. */
export const podSpecPaths: Readonly<Record<string, FieldPattern>> = {
  Pod: 'spec',
  Deployment: 'spec.template.spec',
  StatefulSet: 'spec.template.spec',
  DaemonSet: 'spec.template.spec',
  ReplicaSet: 'spec.template.spec',
  ReplicationController: 'spec.template.spec',
  Rollout: 'spec.template.spec',
  Job: 'spec.template.spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
}

/** A field with the name of another object in the same namespace. */
export interface ReferenceField {
  readonly pattern: FieldPattern
  readonly kind: string
}

const containerLists = ['containers', 'initContainers', 'ephemeralContainers']

/** References of a pod spec (Kubernetes API reference, PodSpec v1). With `optional: true` beside it, the target may be missing. */
export const podReferences: readonly ReferenceField[] = [
  { pattern: 'serviceAccountName', kind: 'ServiceAccount' },
  { pattern: 'imagePullSecrets[].name', kind: 'Secret' },
  { pattern: 'volumes[].configMap.name', kind: 'ConfigMap' },
  { pattern: 'volumes[].secret.secretName', kind: 'Secret' },
  { pattern: 'volumes[].projected.sources[].configMap.name', kind: 'ConfigMap' },
  { pattern: 'volumes[].projected.sources[].secret.name', kind: 'Secret' },
  { pattern: 'volumes[].csi.nodePublishSecretRef.name', kind: 'Secret' },
  ...['cephfs', 'rbd', 'iscsi', 'flexVolume', 'scaleIO', 'storageos'].map((driver) => ({
    pattern: `volumes[].${driver}.secretRef.name`,
    kind: 'Secret',
  })),
  { pattern: 'volumes[].azureFile.secretName', kind: 'Secret' },
  { pattern: 'volumes[].persistentVolumeClaim.claimName', kind: 'PersistentVolumeClaim' },
  ...containerLists.flatMap((list) => [
    { pattern: `${list}[].env[].valueFrom.configMapKeyRef.name`, kind: 'ConfigMap' },
    { pattern: `${list}[].env[].valueFrom.secretKeyRef.name`, kind: 'Secret' },
    { pattern: `${list}[].envFrom[].configMapRef.name`, kind: 'ConfigMap' },
    { pattern: `${list}[].envFrom[].secretRef.name`, kind: 'Secret' },
  ]),
]

/** References outside of the pod spec. */
export const kindReferences: Readonly<Record<string, readonly ReferenceField[]>> = {
  ServiceAccount: [
    { pattern: 'imagePullSecrets[].name', kind: 'Secret' },
    { pattern: 'secrets[].name', kind: 'Secret' },
  ],
  StatefulSet: [{ pattern: 'spec.serviceName', kind: 'Service' }],
  Ingress: [
    { pattern: 'spec.tls[].secretName', kind: 'Secret' },
    { pattern: 'spec.defaultBackend.service.name', kind: 'Service' },
    { pattern: 'spec.rules[].http.paths[].backend.service.name', kind: 'Service' },
  ],
}

/** References that give both kind and name. */
export const typedReferences: Readonly<Record<string, readonly FieldPattern[]>> = {
  RoleBinding: ['roleRef', 'subjects[]'],
  ClusterRoleBinding: ['subjects[]'],
  HorizontalPodAutoscaler: ['spec.scaleTargetRef'],
  ExternalSecret: ['spec.secretStoreRef'],
}

/** Kinds whose controllers create a Secret, with the fields that name it in order of precedence. */
export const secretProducers: Readonly<Record<string, readonly FieldPattern[]>> = {
  ExternalSecret: ['spec.target.name', 'metadata.name'],
  SealedSecret: ['spec.template.metadata.name', 'metadata.name'],
  Certificate: ['spec.secretName'],
  ClusterExternalSecret: ['spec.externalSecretSpec.target.name', 'spec.externalSecretName', 'metadata.name'],
  // From the API references of Vault Secrets Operator, 1Password, Infisical, Bitwarden and Strimzi.
  VaultStaticSecret: ['spec.destination.name'],
  VaultDynamicSecret: ['spec.destination.name'],
  VaultPKISecret: ['spec.destination.name'],
  OnePasswordItem: ['metadata.name'],
  InfisicalSecret: ['spec.managedSecretReference.secretName'],
  BitwardenSecret: ['spec.secretName'],
  KafkaUser: ['metadata.name'],
}
