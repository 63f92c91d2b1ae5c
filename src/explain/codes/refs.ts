import type { Pages } from './pages.ts'

export const refs = {
  'refs/created-later': {
    condition: 'A pod uses an object that the same Application creates only in a later phase or wave.',
    effect: 'The pod waits for the object, and Argo CD waits for the pod: the sync hangs until the deadline.',
    workaround:
      'Create the object in an earlier wave of the same phase, or move the pod: profile: waves does so in a pipeline. If the object exists before the first sync, say so: external in a spec, wavec:ignore elsewhere.',
    good: 'external: [PersistentVolumeClaim/orders-files]',
  },
  'refs/defined-twice': {
    condition: 'Two documents of a unit have the same kind, namespace and name.',
    effect:
      'Argo CD applies only the last one and warns (RepeatedResourceWarning). A ConfigMap written once for a hook and once for the workload exists only once.',
    workaround: 'Keep one, or give them different names.',
  },
  'refs/fixed-replicas': {
    condition: 'A Deployment or similar sets spec.replicas, and an autoscaler of the same Application scales it.',
    effect:
      'Each sync resets the number and ends pods that the load needs. Self-heal does so as soon as the autoscaler has scaled.',
    workaround:
      'Remove replicas. The first apply without it briefly sets 1, unless you first remove the field from the last-applied annotation of the live object. Or let the Application ignore the difference, with RespectIgnoreDifferences=true.',
    bad: 'kind: Deployment\nspec: { replicas: 2 }   # and a HorizontalPodAutoscaler',
    good: 'kind: Deployment\nspec: {}                # the autoscaler has minReplicas: 2',
  },
  'refs/made-by-operator': {
    condition: 'A hook uses a Secret that an operator creates from an object in the same wave.',
    effect:
      'The object is applied at once, but its Secret appears later: the pod waits while its deadline runs, or uses what an earlier sync left.',
    workaround:
      'Give the ExternalSecret, SealedSecret or Certificate a lower wave: Argo CD then waits until it is ready.',
  },
  'refs/missing': {
    condition: 'A Job uses an object that the input does not create and that is not declared to exist.',
    effect: 'A pod that names a missing ConfigMap, Secret, ServiceAccount or claim never starts.',
    workaround: 'Add it to the manifests of the workload, or to external if it is created elsewhere.',
    good: 'external: [Secret/orders-app-db]',
  },
  'refs/missing-key': {
    condition: 'A container uses a key that the ConfigMap or Secret in the input does not have.',
    effect: 'The container does not start (CreateContainerConfigError), and what waits for it never ends.',
    workaround: 'Correct the key, or mark it optional: true.',
  },
  'refs/no-such-volume': {
    condition: 'A container mounts a volume that its pod does not have.',
    effect: 'Kubernetes refuses the object.',
    workaround: 'Add the volume, or correct the name.',
  },
  'refs/not-granted': {
    condition:
      'A route or a Gateway of the Gateway API uses a Service or Secret of another namespace, and no ReferenceGrant there allows it.',
    effect:
      'The reference is not resolved (RefNotPermitted): requests get a 500, or the listener has no certificate, and Argo CD reports the object as Degraded.',
    workaround: 'Add a ReferenceGrant to the namespace of the Service or Secret.',
    good: 'kind: ReferenceGrant\nmetadata: { name: shop-routes, namespace: backends }\nspec:\n  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]\n  to: [{ group: "", kind: Service }]',
  },
  'refs/not-in-input': {
    condition: 'An object refers to another that the input does not create.',
    effect: 'Unless it already exists in the cluster, the object that refers to it does not start or does not work.',
    workaround:
      'Make sure that an operator, another Application or a person creates it. Audit both together, or say so with wavec:ignore.',
  },
  'refs/other-namespace': {
    condition: 'A pod uses an object that is created only in another namespace.',
    effect: 'A pod sees only objects of its own namespace: unless one of that name exists there, it does not start.',
    workaround: 'Create the object in the namespace of the pod.',
  },
  'refs/selector-clash': {
    condition: 'A selector of the input would also match the pods of wavec’s Jobs.',
    effect:
      'A Service would send production traffic to a candidate, and a PodDisruptionBudget would count Jobs as replicas.',
    workaround: 'Select by a label that only the workload has.',
    bad: 'kind: PodDisruptionBudget\nspec: { selector: {} }',
    good: 'kind: PodDisruptionBudget\nspec: { selector: { matchLabels: { app.kubernetes.io/name: orders } } }',
  },
  'refs/subject-without-namespace': {
    condition: 'A ClusterRoleBinding names a ServiceAccount without its namespace.',
    effect: 'Kubernetes refuses the binding: a ClusterRoleBinding has no namespace of its own to fall back to.',
    workaround: 'Write the namespace. kustomize adds it for ServiceAccounts among its own resources.',
    bad: 'subjects: [{ kind: ServiceAccount, name: migrate }]',
    good: 'subjects: [{ kind: ServiceAccount, name: migrate, namespace: shop }]',
  },
} satisfies Pages<'refs'>
