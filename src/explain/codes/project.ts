import type { Pages } from './pages.ts'

/** What an AppProject permits, compared with what its Applications sync. */
export const project = {
  'project/kind-not-permitted': {
    condition:
      'An Application syncs a kind that its AppProject does not permit: it is missing from the whitelist or is on the blacklist. Without a namespaceResourceWhitelist every namespaced kind is permitted, without a clusterResourceWhitelist no cluster-wide kind is.',
    effect:
      'Argo CD checks every object, hooks included, before it applies the first: the sync fails with "not permitted in project", and no SyncFail hook reports it.',
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
      'A sync window of the AppProject covers an Application with hooks and does not let a running sync finish (syncOverrun).',
    effect:
      'A sync that the window interrupts waits between two waves: the schema may be migrated while the old version serves on it until the window lets the sync continue.',
    workaround:
      'Set syncOverrun: true (Argo CD 3.5 and later), or start and end the window when no release runs. It is safe to wait after an expanding migration.',
  },
} satisfies Pages<'project'>
