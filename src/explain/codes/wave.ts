import type { Pages } from './pages.ts'

/** The order in which Argo CD applies, and what it waits for. */
export const wave = {
  'wave/database-later': {
    condition: 'A Job connects to a database whose Service the same Application creates in a later wave or phase.',
    effect:
      'On the first sync the database does not answer yet. The Job fails or waits until its deadline, and Argo CD never gets to the database.',
    workaround:
      'Create the database in an earlier wave or in its own Application. A Job that is hook: Sync, with a wave after that of the database, runs after it.',
  },
  'wave/helm-weight': {
    condition: 'An object that is not a hook has a Helm hook weight.',
    effect: 'Argo CD uses it as the wave. Helm ignores it.',
    workaround: 'Remove it, or write a sync wave if the order is intended.',
  },
  'wave/ignored-health': {
    condition: 'A hook, or an object in a negative wave, has argocd.argoproj.io/ignore-healthcheck.',
    effect:
      'The annotation only removes it from the health of the Application. The sync still waits for it and fails with it.',
    workaround: 'Put what must not block the sync into the last wave, without a hook.',
  },
  'wave/job-beside-workload': {
    condition: 'A Job that looks like a migration is in the same phase and wave as a workload.',
    effect:
      'Both are applied at once, Deployments first: the new version starts on the old schema and serves even if the Job fails.',
    workaround: 'Make the Job a hook in a lower wave than the workload, or PreSync.',
  },
  'wave/needed-later': {
    condition:
      'Argo CD waits for the health of an object that needs another from a later wave or phase: a store for an ExternalSecret, a StorageClass for a claim, a Deployment for an autoscaler, a PriorityClass for a pod.',
    effect:
      'Argo CD starts the next wave only once the object is healthy, which it never becomes without the other: the first sync hangs, or fails because the object is Degraded.',
    workaround: 'Put both into one wave, or the needed object into the earlier one.',
    bad: 'kind: HorizontalPodAutoscaler   # sync-wave: "0"\nkind: Deployment                # sync-wave: "1"',
    good: 'kind: Deployment                # sync-wave: "0"\nkind: HorizontalPodAutoscaler   # sync-wave: "1"',
  },
  'wave/not-a-number': {
    condition: 'A sync wave or a Helm hook weight is not an integer: a word, a fraction, or blanks around it.',
    effect: 'Argo CD silently ignores it and uses wave 0: the object is applied at a different time than written.',
    workaround: 'Write an integer in quotes.',
    bad: 'argocd.argoproj.io/sync-wave: first',
    good: 'argocd.argoproj.io/sync-wave: "-5"',
  },
  'wave/not-awaited': {
    condition:
      'A plain Job is in the last wave and nothing follows it: a smoke test or a gate by its name, or a Job after other waves.',
    effect:
      'Argo CD waits for a wave only before it starts the next. The sync counts as succeeded once the last wave is applied, even if the Job fails.',
    workaround: 'Make it a PostSync hook: its failure then fails the sync.',
    bad: 'argocd.argoproj.io/sync-wave: "2"',
    good: 'argocd.argoproj.io/hook: PostSync',
  },
  'wave/of-sync-fail': {
    condition: 'SyncFail hooks with pods are in different waves.',
    effect: 'Argo CD starts all SyncFail hooks at once.',
    workaround: 'Put steps that depend on an order into one Job.',
  },
  'wave/pvc-before-consumer': {
    condition: 'A PersistentVolumeClaim is in an earlier wave than every pod that mounts it.',
    effect:
      'If the StorageClass has volumeBindingMode WaitForFirstConsumer, the claim is Pending until a pod uses it, but Argo CD creates the pod only after the claim is healthy: the sync never ends.',
    workaround: 'Put the claim into the wave of its consumer.',
  },
  'wave/slow-gate': {
    condition: 'An Ingress, or a Service of type LoadBalancer, is in an earlier wave than other objects.',
    effect:
      'It is Progressing until a controller writes an address to its status. Many never do, and then the later waves never start.',
    workaround: 'Put it into the last wave.',
  },
  'wave/unreachable-probe': {
    condition:
      'A probe asks a container at the address of its pod, and the program listens on localhost only, as the proxies of Cloud SQL and AlloyDB do by default. Or the probe names localhost, which is the node.',
    effect:
      'The probe fails for as long as the pod lives. A sidecar that never starts keeps every later container of the pod from starting: a Job ends at its deadline, and the sync fails with it.',
    workaround: 'Open the health check of the proxy on 0.0.0.0 and ask that. The database port may stay on localhost.',
    bad: 'args: ["acme:europe-west1:stock"]\nstartupProbe: { tcpSocket: { port: 5432 } }',
    good: 'args: [--health-check, --http-address=0.0.0.0, --http-port=9801, "acme:europe-west1:stock"]\nstartupProbe: { httpGet: { path: /startup, port: 9801 } }',
  },
} satisfies Pages<'wave'>
