import type { Pages } from './page.ts'

export const refs = {
  'refs/created-later': {
    severity: 'error',
    condition: 'A hook uses an object that the same Application makes only in a later phase or wave.',
    effect: 'The pod waits for the object, Argo CD waits for the pod: the sync stands until the deadline.',
    workaround:
      'Declare the object in external if it exists before the first sync, make it in an earlier wave, or use profile: waves.',
    good: 'external: [PersistentVolumeClaim/orders-files]',
  },
  'refs/missing': {
    severity: 'error',
    condition: 'A Job uses an object that nothing in the input makes and that is not declared to exist.',
    effect: 'A pod that names a missing ConfigMap, Secret, ServiceAccount or claim never starts.',
    workaround: 'Add it to the workload’s manifests, or to external if somebody else makes it.',
    good: 'external: [Secret/orders-app-db]',
  },
  'refs/selector-clash': {
    severity: 'error',
    condition: 'A selector of the input would also take the pods of wavec’s Jobs.',
    effect:
      'A Service would send production traffic to a candidate; a PodDisruptionBudget would count Jobs as replicas.',
    workaround: 'Select by a label that only the workload has.',
    bad: 'kind: PodDisruptionBudget\nspec: { selector: {} }',
    good: 'kind: PodDisruptionBudget\nspec: { selector: { matchLabels: { app.kubernetes.io/name: orders } } }',
  },
} as const satisfies Pages
