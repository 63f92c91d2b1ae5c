import type { Pages } from './pages.ts'

/** What an AppProject permits, against what its Applications sync. */
export const project = {
  'project/kind-not-permitted': {
    condition:
      'An Application syncs a kind that its AppProject does not permit: it is missing from the whitelist, or on the blacklist. Without a namespaceResourceWhitelist every namespaced kind may be; without a clusterResourceWhitelist no cluster-wide one.',
    effect:
      'Argo CD checks every object before it applies the first, hooks among them: the sync fails with "not permitted in project", and no SyncFail hook reports it.',
    workaround: 'Permit the kind. The README of each pipeline lists what it needs.',
    bad: 'namespaceResourceWhitelist: [{ group: apps, kind: Deployment }]',
    good: 'namespaceResourceWhitelist: [{ group: apps, kind: Deployment }, { group: batch, kind: Job }]',
  },
  'project/namespace-not-permitted': {
    condition: 'An Application syncs to a cluster and namespace that no destination of its AppProject permits.',
    effect: 'The sync fails before anything is applied, and no SyncFail hook reports it.',
    workaround: 'Add the destination.',
    bad: 'destinations: [{ name: prod, namespace: shop }]   # the pipeline is in shop-prod',
    good: 'destinations: [{ name: prod, namespace: shop-prod }]',
  },
  'project/source-not-permitted': {
    condition: 'An Application syncs from a repository that no entry of sourceRepos in its AppProject permits.',
    effect: 'Argo CD reads no manifests: the Application shows a ComparisonError and never syncs.',
    workaround: 'Add the repository.',
    bad: 'sourceRepos: [https://github.com/acme/shop]',
    good: 'sourceRepos: [https://github.com/acme/shop-gitops]',
  },
  'project/sync-window': {
    condition:
      'A sync window of the AppProject applies to an Application with hooks, and does not let a sync that has begun end (syncOverrun).',
    effect:
      'A sync that the window catches waits between two waves: the schema may be migrated, and the old version serves on it until the window lets the sync go on.',
    workaround:
      'Set syncOverrun: true (Argo CD 3.5 and newer), or let the window begin or end when nobody releases. An expanding migration is safe to wait on.',
  },
} satisfies Pages<'project'>
