import type { Pages } from './pages.ts'

/** Jobs under Argo CD, hooks or not. */
export const job = {
  'job/counted': {
    condition: 'The selector of a PodDisruptionBudget or of a workload takes the pods of a Job.',
    effect: 'The budget counts them as replicas; an autoscaler of the workload counts their load.',
    workaround: 'Give the pods of the Job labels of their own.',
  },
  'job/default-backoff': {
    condition: 'A Job that looks like a migration has no backoffLimit.',
    effect:
      'Kubernetes starts it up to seven times, with pauses of 10 s to 6 min: what failed half-way runs again by itself.',
    workaround: 'Set backoffLimit to 0, or to what the tool is proven to survive.',
    good: 'backoffLimit: 0',
  },
  'job/endless-sidecar': {
    condition: 'A Job has a proxy among its containers, and nothing that ends it.',
    effect: 'A Job is complete when all containers have ended: this one runs until its deadline, or for ever.',
    workaround:
      'Move the proxy to initContainers with restartPolicy: Always (a native sidecar, Kubernetes 1.29 and newer).',
  },
  'job/generate-name': {
    condition: 'An object that is no hook has generateName and no name.',
    effect: 'Argo CD makes names for hooks only. Anything else is applied, which needs a name: the sync fails.',
    workaround: 'Write metadata.name, or make it a hook.',
  },
  'job/immutable': {
    condition: 'A plain Job (no hook) has a fixed name.',
    effect:
      'Its pod template can not be changed: with the next image tag the sync fails ("field is immutable"). Without a change a Job that has finished or failed never runs again.',
    workaround: 'Make it a hook with BeforeHookCreation, or put a hash of what it runs into its name.',
    bad: 'argocd.argoproj.io/sync-wave: "-1"',
    good: 'argocd.argoproj.io/hook: PreSync\nargocd.argoproj.io/hook-delete-policy: BeforeHookCreation',
  },
  'job/mesh-sidecar': {
    condition: 'A service mesh injects its proxy into the pod of a Job.',
    effect:
      'Unless the mesh injects native sidecars, the proxy goes on when the work is done: the Job never completes, and a sync that waits for it hangs.',
    workaround: 'Opt out for the pod, or switch native sidecars on in the mesh.',
  },
  'job/moving-tag': {
    condition:
      'A Job or a hook runs an image without a tag, or with one that is pushed again and again: latest, main, stable.',
    effect: 'What runs depends on when the node pulled it, and an older commit does not bring the older image back.',
    workaround: 'Name a version, or a digest.',
    bad: 'image: shop/migrate:latest',
    good: 'image: shop/migrate:v2.3.1',
  },
  'job/overlap': {
    condition:
      'A Job that looks like a migration may be retried, and has neither podReplacementPolicy: Failed nor a podFailurePolicy.',
    effect:
      'When a node is drained, the next pod starts while the one before is still shutting down: two migrate at once.',
    workaround:
      'Set podReplacementPolicy: Failed. Only a lock in the database makes sure, because Kubernetes may start a pod twice in any case.',
  },
  'job/parallel': {
    condition: 'A Job that looks like a migration has parallelism or completions above 1.',
    effect: 'Several pods run the same migrations.',
    workaround: 'Leave both out: they are 1.',
  },
  'job/restart-on-failure': {
    condition: 'A hook Job or a migration has restartPolicy: OnFailure.',
    effect: 'When the backoff limit is reached, the pod is deleted, and the logs of the failure with it.',
    workaround: 'restartPolicy: Never keeps every failed pod.',
  },
  'job/restart-policy': {
    condition: 'The pod of a Job or CronJob has restartPolicy Always, or none.',
    effect: 'Kubernetes refuses the object: it takes Never and OnFailure, and Always is the default.',
    workaround: 'Write restartPolicy: Never.',
  },
  'job/run-every-sync': {
    condition: 'A plain Job has the sync options Force=true and Replace=true.',
    effect:
      'Every sync deletes it and makes it anew, changed or not, self-heal among them; one that is still running is killed.',
    workaround:
      'A hook with BeforeHookCreation runs at full syncs only; a name with a hash of what it runs makes it run once.',
  },
  'job/serves-traffic': {
    condition: 'The selector of a Service takes the pods of a Job, and its ports are numbers.',
    effect: 'The pods are ready while they run: a part of the requests meets a process that does not serve.',
    workaround:
      'Leave the labels that the Service selects out of the pod template of the Job, or let the Service select by one more.',
  },
  'job/suspended': {
    condition: 'A Job of the sync has suspend: true.',
    effect:
      'The sync waits until somebody resumes it, with no limit. A resumed Job is then taken for healthy while it still runs (gitops-engine, health_job.go), and the next wave starts.',
    workaround: 'As a gate, suspend a Job that does nothing, and put the work into the next wave.',
  },
  'job/ttl': {
    condition: 'A plain Job has ttlSecondsAfterFinished.',
    effect:
      'When it is deleted, it is missing for Argo CD: the Application is OutOfSync, self-heal runs the Job again, and a sync that still waits for it fails ("is missing, it might have been deleted").',
    workaround: 'Leave it out for what Argo CD tracks.',
  },
} satisfies Pages<'job'>
