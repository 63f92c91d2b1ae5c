import type { Pages } from './pages.ts'

/** How the settings of an Application affect its hooks. */
export const application = {
  'application/generate-paths-miss': {
    condition: 'The annotation manifest-generate-paths of an Application does not cover everything that it syncs.',
    effect:
      'Argo CD does not compare a commit that touches only the rest: it waits, with its migrations, for some other commit.',
    workaround: 'Add the synced path itself: a dot.',
    bad: 'argocd.argoproj.io/manifest-generate-paths: /waves/orders',
    good: 'argocd.argoproj.io/manifest-generate-paths: .;/waves/orders',
  },
  'application/generate-paths-skip-hooks': {
    condition: 'An Application with hook Jobs has the annotation manifest-generate-paths and selfHeal.',
    effect:
      'Argo CD skips the comparison for a commit that the annotation does not cover. Self-heal then rolls out the new image without the hooks, and so without the migration (argoproj/argo-cd#22795, #25475, #27875).',
    workaround: 'Remove the annotation or selfHeal. Pods that check the schema before they serve also close the gap.',
  },
  'application/health-copied': {
    condition: 'The health check for Applications in argocd-cm reads only status.health.',
    effect:
      'Right after a change the health is still the old one, and it does not include hooks: the next wave of an app of apps starts while a PostSync Job runs, or after it failed.',
    workaround:
      'Also require operationState.phase Succeeded and sync.status Synced. Map Running to Progressing, and Failed and Error to Degraded.',
  },
  'application/hooks-not-compared': {
    condition:
      'An automated Application has a hook Job, usually a migration, and no plain object that changes with it.',
    effect:
      'Argo CD leaves hooks out of its diff: a commit that brings only a migration counts as Synced, and no sync starts (argoproj/argo-cd#9830). The migration runs with some later commit. If everything is a hook, automated sync never runs.',
    workaround:
      'Keep a plain object that changes with the hook: a ConfigMap with a checksum of the migrations, as wavec writes it, or the migrations themselves as a plain ConfigMap in a wave before a hook: Sync.',
    good: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-migrations }\ndata: { sha256: 8f1c… }',
  },
  'application/in-its-own-path': {
    condition:
      'The manifests of a workload contain the Application that syncs the folder of the pipeline, or a folder above it.',
    effect:
      'A sync changes the settings of its own Application, and a commit without the file prunes the Application with everything that it created.',
    workaround: 'Move it into the spec: application: { spec: … }. wavec writes it next to the path that it syncs.',
    bad: '# waves/orders/app/application.yaml\nkind: Application',
    good: '# waves/orders/pipeline.yaml\nspec:\n  application: { spec: { source: { repoURL: https://github.com/acme/shop-gitops } } }',
  },
  'application/out-of-sync-only': {
    condition: 'An Application with hook Jobs has ApplyOutOfSyncOnly=true.',
    effect:
      'Argo CD neither applies nor awaits what is in sync, even if it is unhealthy. The hooks still run, perhaps against a dependency that is down.',
    workaround: 'Remove the option if a hook depends on the health of another object.',
  },
  'application/retries-for-ever': {
    condition: 'An Application with hook Jobs has a negative retry limit.',
    effect:
      'A failing sync runs every hook again and again, and a newer commit with the fix waits (unless retry.refresh is set).',
    workaround: 'Set limit to 0, or to the number of attempts that the hooks are proven to survive.',
    bad: 'syncPolicy: { retry: { limit: -1 } }',
    good: 'syncPolicy: { retry: { limit: 0 } }',
  },
  'application/retries-hooks': {
    condition: 'An automated Application with hook Jobs has no syncPolicy.retry.',
    effect:
      'Automated sync retries five times by default, each time from the beginning: a migration that failed halfway runs up to six times. After that the revision is not tried again.',
    workaround: 'Set retry.limit: 0 unless the hooks are proven to do nothing the second time, or choose a number.',
    bad: 'syncPolicy: { automated: {} }',
    good: 'syncPolicy: { automated: {}, retry: { limit: 0 } }',
  },
  'application/rolling-sync': {
    condition: 'An ApplicationSet rolls out with RollingSync, and its Applications have PostSync hooks.',
    effect:
      'A step is done once its Applications are healthy and synced. A PostSync hook that still runs or has failed changes neither: the next step starts.',
    workaround: 'Move the deciding check into a hook in the last wave of the Sync phase.',
  },
  'application/self-heal-skips-hooks': {
    condition: 'An Application that migrates in a hook has selfHeal.',
    effect:
      'Self-heal syncs only the resources that differ, and such a sync runs no hooks: what it restores may not fit the current schema.',
    workaround: 'Let the pods check the schema before they serve, or remove selfHeal.',
  },
  'application/two-destinations': {
    condition: 'The destination of an Application has both a name and a server.',
    effect:
      'Argo CD refuses the Application with InvalidSpecError, even if both are the same cluster: nothing is compared or synced.',
    workaround: 'Keep one of the two.',
    bad: 'destination: { name: prod, server: https://prod.example.com, namespace: shop }',
    good: 'destination: { name: prod, namespace: shop }',
  },
  'application/unsafe-source': {
    condition:
      'The repository of an Application, of an ApplicationSet, of a Flux source or of a repository Secret is not named by https, http, ssh, git, oci, user@host:path or the address of a registry.',
    effect:
      'ext::COMMAND makes git start a program, a word that begins with - is an option to git, and a path or file: reads the disk of the repo server, where its configuration permits that. Else the sync fails.',
    workaround: 'Write the address of the repository.',
    bad: 'repoURL: "ext::sh -c date"',
    good: 'repoURL: https://github.com/acme/shop-gitops',
  },
  'application/waves-without-health': {
    condition: 'Applications of one unit are in different waves, and their input has no health check for Applications.',
    effect:
      'Since 1.8, Argo CD has no health check for Applications: each counts as done once it is created, and the waves follow each other every two seconds.',
    workaround:
      'Set resource.customizations.health.argoproj.io_Application in argocd-cm. If it is set elsewhere, say so with wavec:ignore.',
  },
} satisfies Pages<'application'>
