import type { Pages } from './pages.ts'

/** Jobs under Argo CD, hooks or not. */
export const job = {
  'job/counted': {
    condition: 'The selector of a PodDisruptionBudget or of a workload matches the pods of a Job.',
    effect: 'The budget counts them as replicas, and an autoscaler of the workload counts their load.',
    workaround: 'Give the pods of the Job their own labels.',
  },
  'job/default-backoff': {
    condition: 'A Job that looks like a migration has no backoffLimit.',
    effect:
      'Kubernetes starts it up to seven times, with pauses of 10 s to 6 min: a run that failed halfway is repeated automatically.',
    workaround: 'Set backoffLimit to 0, or to what the tool is proven to survive.',
    good: 'backoffLimit: 0',
  },
  'job/endless-sidecar': {
    condition: 'A Job has a proxy among its containers, and nothing stops it.',
    effect: 'A Job completes once all its containers have ended: this one runs until its deadline, or forever.',
    workaround:
      'Move the proxy to initContainers with restartPolicy: Always (a native sidecar, Kubernetes 1.29 and newer).',
  },
  'job/generate-name': {
    condition: 'An object that is not a hook has generateName and no name.',
    effect: 'Argo CD generates names only for hooks. It applies everything else, which needs a name: the sync fails.',
    workaround: 'Write metadata.name, or make it a hook.',
  },
  'job/image-by-tag': {
    condition:
      'A container of a Job or a hook holds a Secret, and its image is named by a tag and not by a digest: the image of wavec, of the migration tool, or of the workload.',
    effect:
      'Who can push to the registry can put other code under the tag. The next pod runs it with the credential of the database, and no commit shows the change. Reported once for each Application.',
    workaround:
      'Find the digest with crane digest IMAGE, or docker buildx imagetools inspect IMAGE, and write IMAGE@sha256:…. In a kustomization: images: [{ name: IMAGE, digest: sha256:… }]. Renovate pins and keeps current what is in manifests (preset docker:pinDigests).',
    bad: 'image: ghcr.io/acme/migrate:v2.3.1',
    good: 'image: ghcr.io/acme/migrate@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  'job/immutable': {
    condition: 'A plain Job (not a hook) has a fixed name.',
    effect:
      'Its pod template cannot be changed: the sync with the next image tag fails ("field is immutable"). Unchanged, a Job that finished or failed never runs again.',
    workaround: 'Make it a hook with BeforeHookCreation, or include a hash of what it runs in its name.',
    bad: 'argocd.argoproj.io/sync-wave: "-1"',
    good: 'argocd.argoproj.io/hook: PreSync\nargocd.argoproj.io/hook-delete-policy: BeforeHookCreation',
  },
  'job/mesh-sidecar': {
    condition: 'A service mesh injects its proxy into the pod of a Job.',
    effect:
      'Unless the mesh injects native sidecars, the proxy keeps running after the work is done: the Job never completes, and a sync that waits for it hangs.',
    workaround: 'Opt the pod out, or enable native sidecars in the mesh.',
  },
  'job/moving-tag': {
    condition:
      'A Job or a hook runs an image without a tag, or with a tag that is pushed repeatedly: latest, main, stable.',
    effect: 'What runs depends on when the node pulled it, and an older commit does not restore the older image.',
    workaround: 'Use a version tag or a digest.',
    bad: 'image: shop/migrate:latest',
    good: 'image: shop/migrate:v2.3.1',
  },
  'job/overlap': {
    condition:
      'A Job that looks like a migration may be retried, and has neither podReplacementPolicy: Failed nor a podFailurePolicy.',
    effect:
      'When a node is drained, the next pod starts while the previous one is still shutting down: two migrate at once.',
    workaround:
      'Set podReplacementPolicy: Failed. Only a lock in the database is certain, because Kubernetes can always start a pod twice.',
  },
  'job/parallel': {
    condition: 'A Job that looks like a migration has parallelism or completions above 1.',
    effect: 'Several pods run the same migrations.',
    workaround: 'Remove both: they default to 1.',
  },
  'job/restart-on-failure': {
    condition: 'A hook Job or a migration has restartPolicy: OnFailure.',
    effect: 'Once the backoff limit is reached, the pod is deleted with the logs of the failure.',
    workaround: 'Use restartPolicy: Never, which keeps every failed pod.',
  },
  'job/restart-policy': {
    condition: 'The pod of a Job or CronJob has restartPolicy Always or none.',
    effect: 'Kubernetes refuses the object: a Job accepts only Never and OnFailure, and Always is the default.',
    workaround: 'Set restartPolicy: Never.',
  },
  'job/run-every-sync': {
    condition: 'A plain Job has the sync options Force=true and Replace=true.',
    effect:
      'Every sync, self-heal included, deletes and recreates it, even if nothing changed. A Job that is still running is killed.',
    workaround:
      'Use a hook with BeforeHookCreation, which runs only in full syncs, or a name with a hash of what it runs, which runs once.',
  },
  'job/serves-traffic': {
    condition: 'The selector of a Service matches the pods of a Job, and its ports are numbers.',
    effect: 'The pods are ready while they run: some requests reach a process that does not serve.',
    workaround:
      'Remove the labels that the Service selects from the pod template of the Job, or add another label to the selector.',
  },
  'job/suspended': {
    condition: 'A Job of the sync has suspend: true.',
    effect:
      'The sync waits until the Job is resumed, with no limit. A resumed Job then counts as healthy while it still runs (gitops-engine, health_job.go), and the next wave starts.',
    workaround: 'For a gate, suspend a Job that does nothing, and put the work into the next wave.',
  },
  'job/ttl': {
    condition: 'A plain Job has ttlSecondsAfterFinished.',
    effect:
      'After its deletion Argo CD misses it: the Application is OutOfSync, self-heal runs the Job again, and a sync that still waits for it fails ("is missing, it might have been deleted").',
    workaround: 'Remove it from everything that Argo CD tracks.',
  },
} satisfies Pages<'job'>
