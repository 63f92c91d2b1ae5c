import type { Pages } from './pages.ts'

/** The order in which Argo CD applies, and what it waits for. */
export const wave = {
  'wave/database-later': {
    condition: 'A Job connects to a database whose Service the same Application makes in a later wave or phase.',
    effect:
      'On the first sync nothing answers there. The Job fails or waits until its deadline, and Argo CD never comes to the database.',
    workaround:
      'Make the database in an earlier wave or in an Application of its own; a Job that is hook: Sync with a wave between the two runs behind it.',
  },
  'wave/helm-weight': {
    condition: 'An object that is no hook has a Helm hook weight.',
    effect: 'For Argo CD it is the wave; Helm passes over it.',
    workaround: 'Take it out, or write the wave if the order is meant.',
  },
  'wave/ignored-health': {
    condition: 'A hook, or an object of a negative wave, has argocd.argoproj.io/ignore-healthcheck.',
    effect:
      'The annotation takes it out of the health of the Application only. The sync waits for it all the same, and fails with it.',
    workaround: 'Put what must not hold the sync into the last wave, without a hook.',
  },
  'wave/job-beside-workload': {
    condition: 'A Job that looks like a migration is in the same phase and wave as a workload.',
    effect:
      'Both are applied at once, Deployments first: the new version starts on the old schema, and serves even if the Job fails.',
    workaround: 'Make the Job a hook in a lower wave than the workload, or PreSync.',
  },
  'wave/needed-later': {
    condition:
      'An object whose health Argo CD waits for needs another that is made in a later wave or phase: a store for an ExternalSecret, a StorageClass for a claim, a Deployment for an autoscaler, a PriorityClass for a pod.',
    effect:
      'Argo CD goes on to the next wave only when the first is healthy. Without the other it never is: the first sync stands there, or fails because it is Degraded.',
    workaround: 'Put both into one wave, or what is needed into the earlier one.',
    bad: 'kind: HorizontalPodAutoscaler   # sync-wave: "0"\nkind: Deployment                # sync-wave: "1"',
    good: 'kind: Deployment                # sync-wave: "0"\nkind: HorizontalPodAutoscaler   # sync-wave: "1"',
  },
  'wave/not-a-number': {
    condition: 'A sync wave, or a Helm hook weight, is no whole number: a word, a fraction, blanks around it.',
    effect:
      'Argo CD passes over it without a word and uses wave 0: the object is applied at another time than is written.',
    workaround: 'Write a whole number in quotes.',
    bad: 'argocd.argoproj.io/sync-wave: first',
    good: 'argocd.argoproj.io/sync-wave: "-5"',
  },
  'wave/not-awaited': {
    condition:
      'A plain Job is in the last wave, and nothing comes after it: a smoke test or a gate by its name, or a Job behind other waves.',
    effect:
      'Argo CD waits for a wave only before it starts the next. The sync is reported as succeeded once the last is applied, whatever becomes of the Job.',
    workaround: 'Make it a PostSync hook: its failure then fails the sync.',
    bad: 'argocd.argoproj.io/sync-wave: "2"',
    good: 'argocd.argoproj.io/hook: PostSync',
  },
  'wave/of-sync-fail': {
    condition: 'SyncFail hooks with pods are in different waves.',
    effect: 'Argo CD starts all SyncFail hooks at once.',
    workaround: 'Put what has an order into one Job.',
  },
  'wave/pvc-before-consumer': {
    condition: 'A PersistentVolumeClaim is in an earlier wave than every pod that mounts it.',
    effect:
      'Where the StorageClass has volumeBindingMode WaitForFirstConsumer, the claim is Pending until a pod uses it, and Argo CD waits for the claim before it makes the pod: the sync never ends.',
    workaround: 'Put the claim into the wave of its consumer.',
  },
  'wave/slow-gate': {
    condition: 'An Ingress, or a Service of type LoadBalancer, is in an earlier wave than something else.',
    effect:
      'It is Progressing until a controller writes an address into its status. Many never do; then the later waves never start.',
    workaround: 'Put it into the last wave.',
  },
} satisfies Pages<'wave'>
