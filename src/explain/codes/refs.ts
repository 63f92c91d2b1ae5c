import type { Pages } from './pages.ts'

export const refs = {
  'refs/created-later': {
    condition: 'A pod uses an object that the same Application makes only in a later phase or wave.',
    effect: 'The pod waits for the object, Argo CD waits for the pod: the sync stands until the deadline.',
    workaround:
      'Make it in an earlier wave of the same phase, or move what uses it: in a pipeline with profile: waves. If it exists before the first sync, say so: external in a spec, wavec:ignore elsewhere.',
    good: 'external: [PersistentVolumeClaim/orders-files]',
  },
  'refs/defined-twice': {
    condition: 'Two documents of a unit have the same kind, namespace and name.',
    effect:
      'Argo CD applies the last one only and warns (RepeatedResourceWarning). A ConfigMap that is written once for a hook and once for the workload is there only once.',
    workaround: 'Keep one, or give them different names.',
  },
  'refs/fixed-replicas': {
    condition: 'A Deployment or the like writes spec.replicas, and an autoscaler of the same Application scales it.',
    effect:
      'Each sync sets the number that is written, and ends the pods that the load needs; self-heal does so as soon as the autoscaler has scaled.',
    workaround:
      'Take replicas out. The first apply without it sets 1 for a moment, unless the field is first taken out of the live object’s last-applied annotation. Or let the Application ignore the difference, with RespectIgnoreDifferences=true.',
    bad: 'kind: Deployment\nspec: { replicas: 2 }   # and a HorizontalPodAutoscaler',
    good: 'kind: Deployment\nspec: {}                # the autoscaler has minReplicas: 2',
  },
  'refs/made-by-operator': {
    condition: 'A hook uses a Secret that an operator makes of an object in the same wave.',
    effect:
      'The object is applied in a moment, its Secret comes later: the pod waits while its deadline runs, or uses what an earlier sync has left.',
    workaround:
      'Give the ExternalSecret, SealedSecret or Certificate a lower wave: Argo CD then waits until it is ready.',
  },
  'refs/missing': {
    condition: 'A Job uses an object that nothing in the input makes and that is not declared to exist.',
    effect: 'A pod that names a missing ConfigMap, Secret, ServiceAccount or claim never starts.',
    workaround: 'Add it to the workload’s manifests, or to external if somebody else makes it.',
    good: 'external: [Secret/orders-app-db]',
  },
  'refs/missing-key': {
    condition: 'A container uses a key that the ConfigMap or Secret in the input does not have.',
    effect: 'The container does not start (CreateContainerConfigError), and what waits for it does not end.',
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
      'The reference is not resolved (RefNotPermitted): requests get a 500, or the listener no certificate, and Argo CD takes the object for Degraded.',
    workaround: 'Add a ReferenceGrant to the namespace of what is used.',
    good: 'kind: ReferenceGrant\nmetadata: { name: shop-routes, namespace: backends }\nspec:\n  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]\n  to: [{ group: "", kind: Service }]',
  },
  'refs/not-in-input': {
    condition: 'An object names another that nothing in the input makes.',
    effect: 'If it is not in the cluster already, what names it does not start or does not work.',
    workaround:
      'Make sure that somebody makes it: an operator, another Application, a person. Audit both together, or say so with wavec:ignore.',
  },
  'refs/other-namespace': {
    condition: 'A pod uses an object that is made only in another namespace.',
    effect: 'A pod sees the objects of its own namespace only: unless one of that name is there, it does not start.',
    workaround: 'Make the object in the namespace of the pod.',
  },
  'refs/selector-clash': {
    condition: 'A selector of the input would also take the pods of wavec’s Jobs.',
    effect:
      'A Service would send production traffic to a candidate; a PodDisruptionBudget would count Jobs as replicas.',
    workaround: 'Select by a label that only the workload has.',
    bad: 'kind: PodDisruptionBudget\nspec: { selector: {} }',
    good: 'kind: PodDisruptionBudget\nspec: { selector: { matchLabels: { app.kubernetes.io/name: orders } } }',
  },
  'refs/subject-without-namespace': {
    condition: 'A ClusterRoleBinding names a ServiceAccount without its namespace.',
    effect: 'Kubernetes refuses the binding: a ClusterRoleBinding has no namespace that could be meant.',
    workaround: 'Write the namespace. kustomize puts it in for ServiceAccounts of its own resources.',
    bad: 'subjects: [{ kind: ServiceAccount, name: migrate }]',
    good: 'subjects: [{ kind: ServiceAccount, name: migrate, namespace: shop }]',
  },
} satisfies Pages<'refs'>
