/**
 * The available schemas, each loaded on first use: kubernetes-models generates its validators from Kubernetes'
 * OpenAPI, and those for Argo CD, Argo Rollouts and External Secrets from the Go types of each project.
 */
export interface Schema {
  readonly validator: { readonly prototype: { validate(): void } }
  /** The model of @kubernetes/client-node; it has none for custom resources. */
  readonly attributes?: string
}

/** Undefined if there is no schema. */
export async function schemaOf(apiVersion: string, kind: string): Promise<Schema | undefined> {
  return schemas[`${apiVersion} ${kind}`]?.()
}

export const schemas: Readonly<Record<string, () => Promise<Schema>>> = {
  'v1 ConfigMap': async () => ({
    attributes: 'V1ConfigMap',
    validator: (await import('kubernetes-models/v1/ConfigMap')).ConfigMap,
  }),
  'v1 LimitRange': async () => ({
    attributes: 'V1LimitRange',
    validator: (await import('kubernetes-models/v1/LimitRange')).LimitRange,
  }),
  'v1 Namespace': async () => ({
    attributes: 'V1Namespace',
    validator: (await import('kubernetes-models/v1/Namespace')).Namespace,
  }),
  'v1 PersistentVolumeClaim': async () => ({
    attributes: 'V1PersistentVolumeClaim',
    validator: (await import('kubernetes-models/v1/PersistentVolumeClaim')).PersistentVolumeClaim,
  }),
  'v1 Pod': async () => ({ attributes: 'V1Pod', validator: (await import('kubernetes-models/v1/Pod')).Pod }),
  'v1 ResourceQuota': async () => ({
    attributes: 'V1ResourceQuota',
    validator: (await import('kubernetes-models/v1/ResourceQuota')).ResourceQuota,
  }),
  'v1 Secret': async () => ({
    attributes: 'V1Secret',
    validator: (await import('kubernetes-models/v1/Secret')).Secret,
  }),
  'v1 Service': async () => ({
    attributes: 'V1Service',
    validator: (await import('kubernetes-models/v1/Service')).Service,
  }),
  'v1 ServiceAccount': async () => ({
    attributes: 'V1ServiceAccount',
    validator: (await import('kubernetes-models/v1/ServiceAccount')).ServiceAccount,
  }),
  'apps/v1 DaemonSet': async () => ({
    attributes: 'V1DaemonSet',
    validator: (await import('kubernetes-models/apps/v1/DaemonSet')).DaemonSet,
  }),
  'apps/v1 Deployment': async () => ({
    attributes: 'V1Deployment',
    validator: (await import('kubernetes-models/apps/v1/Deployment')).Deployment,
  }),
  'apps/v1 StatefulSet': async () => ({
    attributes: 'V1StatefulSet',
    validator: (await import('kubernetes-models/apps/v1/StatefulSet')).StatefulSet,
  }),
  'autoscaling/v2 HorizontalPodAutoscaler': async () => ({
    attributes: 'V2HorizontalPodAutoscaler',
    validator: (await import('kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler')).HorizontalPodAutoscaler,
  }),
  'batch/v1 CronJob': async () => ({
    attributes: 'V1CronJob',
    validator: (await import('kubernetes-models/batch/v1/CronJob')).CronJob,
  }),
  'batch/v1 Job': async () => ({
    attributes: 'V1Job',
    validator: (await import('kubernetes-models/batch/v1/Job')).Job,
  }),
  'networking.k8s.io/v1 Ingress': async () => ({
    attributes: 'V1Ingress',
    validator: (await import('kubernetes-models/networking.k8s.io/v1/Ingress')).Ingress,
  }),
  'networking.k8s.io/v1 NetworkPolicy': async () => ({
    attributes: 'V1NetworkPolicy',
    validator: (await import('kubernetes-models/networking.k8s.io/v1/NetworkPolicy')).NetworkPolicy,
  }),
  'policy/v1 PodDisruptionBudget': async () => ({
    attributes: 'V1PodDisruptionBudget',
    validator: (await import('kubernetes-models/policy/v1/PodDisruptionBudget')).PodDisruptionBudget,
  }),
  'rbac.authorization.k8s.io/v1 ClusterRole': async () => ({
    attributes: 'V1ClusterRole',
    validator: (await import('kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole')).ClusterRole,
  }),
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': async () => ({
    attributes: 'V1ClusterRoleBinding',
    validator: (await import('kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding')).ClusterRoleBinding,
  }),
  'rbac.authorization.k8s.io/v1 Role': async () => ({
    attributes: 'V1Role',
    validator: (await import('kubernetes-models/rbac.authorization.k8s.io/v1/Role')).Role,
  }),
  'rbac.authorization.k8s.io/v1 RoleBinding': async () => ({
    attributes: 'V1RoleBinding',
    validator: (await import('kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding')).RoleBinding,
  }),
  'argoproj.io/v1alpha1 AppProject': async () => ({
    validator: (await import('@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject')).AppProject,
  }),
  'argoproj.io/v1alpha1 Application': async () => ({
    validator: (await import('@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application')).Application,
  }),
  'argoproj.io/v1alpha1 Rollout': async () => ({
    validator: (await import('@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout')).Rollout,
  }),
  'external-secrets.io/v1 ExternalSecret': async () => ({
    validator: (await import('@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret'))
      .ExternalSecret,
  }),
  'external-secrets.io/v1 SecretStore': async () => ({
    validator: (await import('@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore')).SecretStore,
  }),
}
