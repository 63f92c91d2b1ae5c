import type { Pages } from './pages.ts'

/** How an Application syncs, and what that means for its hooks. */
export const application = {
  'application/generate-paths-miss': {
    condition:
      'The annotation manifest-generate-paths of an Application names paths that do not hold all of what it syncs.',
    effect:
      'A commit that touches only the rest is not compared: it waits, with its migrations, for some other commit.',
    workaround: 'Name the path that is synced, too: a dot.',
    bad: 'argocd.argoproj.io/manifest-generate-paths: /waves/orders',
    good: 'argocd.argoproj.io/manifest-generate-paths: .;/waves/orders',
  },
  'application/generate-paths-skip-hooks': {
    condition: 'An Application with hook Jobs has the annotation manifest-generate-paths and selfHeal.',
    effect:
      'A commit that the annotation takes for no change is not compared with the last one; self-heal then rolls out the new image without the hooks, that is without the migration (argoproj/argo-cd#22795, #25475, #27875).',
    workaround:
      'Leave out the annotation, or selfHeal. Pods that check the schema before they serve close the gap, too.',
  },
  'application/health-copied': {
    condition: 'The health check for Applications in argocd-cm looks at status.health alone.',
    effect:
      'Right after a change the health is still that of before, and hooks are not in it: the next wave of an app of apps starts while a PostSync Job runs, or after it failed.',
    workaround:
      'Also require operationState.phase Succeeded and sync.status Synced; Running is Progressing, Failed and Error are Degraded.',
  },
  'application/hooks-not-compared': {
    condition:
      'An automated Application has a hook Job, mostly a migration, and nothing that is no hook changes together with it.',
    effect:
      'Argo CD leaves hooks out of its diff: a commit that brings only a migration is Synced as it stands, and no sync starts (argoproj/argo-cd#9830). The migration runs with some later commit. Where everything is a hook, automated sync never runs at all.',
    workaround:
      'Keep a plain object that changes with the hook: a ConfigMap with a checksum of the migrations, as wavec writes one, or the migrations themselves as a plain ConfigMap in front of a hook: Sync.',
    good: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders-migrations }\ndata: { sha256: 8f1c… }',
  },
  'application/in-its-own-path': {
    condition:
      'The manifests of a workload hold the Application that syncs the pipeline’s own folder, or one above it.',
    effect:
      'A sync changes the settings of the Application that it runs for, and a commit without the file prunes the Application, with everything that it made.',
    workaround: 'Move it into the spec: application: { spec: … }. wavec writes it beside the path that it syncs.',
    bad: '# waves/orders/app/application.yaml\nkind: Application',
    good: '# waves/orders/pipeline.yaml\nspec:\n  application: { spec: { source: { repoURL: https://github.com/acme/shop-gitops } } }',
  },
  'application/out-of-sync-only': {
    condition: 'An Application with hook Jobs has ApplyOutOfSyncOnly=true.',
    effect:
      'What is in sync is neither applied nor awaited, even while it is not healthy; the hooks run all the same, on a dependency that may be down.',
    workaround: 'Leave the option out where a hook depends on the health of something else.',
  },
  'application/retries-for-ever': {
    condition: 'An Application with hook Jobs has a negative retry limit.',
    effect:
      'A sync that fails runs every hook again and again, and a newer commit with the remedy waits (unless retry.refresh is set).',
    workaround: 'Set limit to 0, or to as many attempts as the hooks are proven to survive.',
    bad: 'syncPolicy: { retry: { limit: -1 } }',
    good: 'syncPolicy: { retry: { limit: 0 } }',
  },
  'application/retries-hooks': {
    condition: 'An automated Application with hook Jobs has no syncPolicy.retry.',
    effect:
      'Automated sync then retries five times, and each retry starts from the beginning: a migration that failed half-way runs up to six times. After that the same revision is not tried again.',
    workaround: 'Set retry.limit: 0 where the hooks are no proven no-op the second time, or a number that you chose.',
    bad: 'syncPolicy: { automated: {} }',
    good: 'syncPolicy: { automated: {}, retry: { limit: 0 } }',
  },
  'application/rolling-sync': {
    condition: 'An ApplicationSet rolls out with RollingSync, and PostSync hooks are among what was read.',
    effect:
      'A step is done when its Applications are healthy and synced. A PostSync hook that still runs, or has failed, changes neither: the next step starts.',
    workaround: 'Let what must decide be a hook in the last wave of the Sync phase.',
  },
  'application/self-heal-skips-hooks': {
    condition: 'An Application with a migration as hook has selfHeal.',
    effect:
      'Self-heal syncs only the resources that differ, and such a sync has no hooks: what it changes back meets whatever schema there is.',
    workaround: 'Let the pods check the schema before they serve, or leave selfHeal out.',
  },
  'application/two-destinations': {
    condition: 'The destination of an Application has a name and a server.',
    effect:
      'Argo CD refuses the Application with InvalidSpecError, even where both are the same cluster: nothing is compared or synced.',
    workaround: 'Keep one of the two.',
    bad: 'destination: { name: prod, server: https://prod.example.com, namespace: shop }',
    good: 'destination: { name: prod, namespace: shop }',
  },
  'application/waves-without-health': {
    condition:
      'Applications of one unit are in different waves, and no health check for Applications was read with them.',
    effect:
      'Argo CD has had no health check for an Application since 1.8: each counts as done when it is created, so that the waves follow each other every two seconds.',
    workaround:
      'Set resource.customizations.health.argoproj.io_Application in argocd-cm. If that is done in another place, say so with wavec:ignore.',
  },
} satisfies Pages<'application'>
