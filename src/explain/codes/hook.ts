import type { Pages } from './pages.ts'

/** Mistakes with the hooks of a sync. */
export const hook = {
  'hook/config-of-workload': {
    condition: 'A Deployment or another workload uses an object that is a hook.',
    effect:
      'Argo CD deletes and recreates hooks by their policy and does not heal them: a pod that starts in between finds no ConfigMap, Secret or ServiceAccount.',
    workaround: 'Make it a plain object in a low wave. Give hooks that need it earlier a copy under another name.',
  },
  'hook/deleted-before-post-delete': {
    condition: 'A PostDelete hook uses a ConfigMap, Secret, ServiceAccount or claim of its own Application.',
    effect:
      'PostDelete hooks start once everything else of the Application is deleted: the pod waits for a deleted object, and the deletion of the Application hangs until an operator steps in.',
    workaround: 'Make the object a PostDelete hook too, or do the work in a PreDelete hook.',
    good: 'kind: ServiceAccount\nmetadata:\n  name: cleanup\n  annotations: { argocd.argoproj.io/hook: PostDelete }',
  },
  'hook/deleted-before-sync-fail': {
    condition: 'A SyncFail hook uses an object whose delete policy has HookFailed.',
    effect:
      'After a failure Argo CD first deletes the hooks with HookFailed and then starts the SyncFail hooks: the pod waits for a deleted object.',
    workaround: 'Remove HookFailed from the policy of everything that SyncFail hooks need.',
    bad: 'argocd.argoproj.io/hook-delete-policy: HookFailed',
    good: 'argocd.argoproj.io/hook-delete-policy: HookSucceeded',
  },
  'hook/generate-name': {
    condition: 'A hook has generateName instead of a name.',
    effect:
      'Argo CD builds the name from the revision, the phase and the start of the operation. A retry builds the same name and finds the failed object, and each new sync leaves one more that is never pruned. OCI revisions and several sources produce names that Kubernetes refuses.',
    workaround: 'Use a fixed name and BeforeHookCreation.',
    bad: 'metadata: { generateName: migrate- }',
    good: 'metadata: { name: migrate }',
  },
  'hook/helm-beside-argocd': {
    condition: 'An object has hook annotations of both Argo CD and Helm.',
    effect: 'Argo CD ignores the Helm one.',
    workaround: 'Leave it if the chart is meant for both. Otherwise remove the Helm annotation.',
  },
  'hook/helm-every-sync': {
    condition: 'A Helm hook is only for an install or only for an upgrade.',
    effect: 'Argo CD cannot tell them apart: pre-install and pre-upgrade both become PreSync and run on every sync.',
    workaround: 'Make the work safe to repeat, and write it as an Argo CD hook.',
    bad: 'helm.sh/hook: pre-install',
    good: 'argocd.argoproj.io/hook: PreSync',
  },
  'hook/helm-never-applied': {
    condition: 'A Helm hook has a type that Argo CD does not have: test, pre-rollback, post-rollback.',
    effect: 'Argo CD never applies its object and does not report it.',
    workaround: 'Roll back by syncing an older commit, and test with a PostSync hook.',
    bad: 'helm.sh/hook: post-rollback',
  },
  'hook/logs-lost': {
    condition: 'A hook Job has ttlSecondsAfterFinished below an hour.',
    effect: 'The failed Job and its logs are deleted before anyone can read them.',
    workaround: 'Remove it: BeforeHookCreation deletes the Job before its next run.',
    bad: 'ttlSecondsAfterFinished: 120',
  },
  'hook/no-before-hook-creation': {
    condition: 'The delete policy of a hook Job (Pod, Workflow) with a fixed name lacks BeforeHookCreation.',
    effect:
      'HookSucceeded deletes only after a successful sync. A failed Job stays: every later sync applies it, finds it failed and fails at once without running it. If its template changed, it is refused as immutable.',
    workaround: 'Add BeforeHookCreation first, or remove the policy: it is the default.',
    bad: 'argocd.argoproj.io/hook-delete-policy: HookSucceeded',
    good: 'argocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded',
  },
  'hook/no-deadline': {
    condition: 'A hook Job or Pod has no spec.activeDeadlineSeconds.',
    effect:
      'A Job fails only when its pods fail or its deadline passes. A pod that cannot pull its image, find a node or mount its Secret does neither: the sync never ends, retries do not count, and newer commits are blocked.',
    workaround: 'Set spec.activeDeadlineSeconds to more than the slowest run needs, including all attempts.',
    good: 'spec:\n  activeDeadlineSeconds: 900\n  backoffLimit: 0',
  },
  'hook/rollback-on-sync-fail': {
    condition: 'A SyncFail Job seems to undo a release: its name or command contains rollback, down, undo or restore.',
    effect:
      'SyncFail hooks run once for every failed attempt (five retries make six), even after a failure that changed nothing, but never after a failed dry run, a timeout or a terminated sync.',
    workaround: 'Use SyncFail to report, and roll back with a commit.',
  },
  'hook/same-generate-name': {
    condition: 'Two hooks of one phase have the same generateName.',
    effect:
      'The name that Argo CD builds does not depend on the object: both get the same, and one overwrites the other or is refused.',
    workaround: 'Give each a fixed name.',
  },
  'hook/second-phase-skipped': {
    condition: 'A hook Job is in several phases, and its delete policy lacks BeforeHookCreation.',
    effect:
      'In the second phase the finished Job still exists: applying it changes nothing, and Argo CD counts it as succeeded without running it.',
    workaround: 'Add BeforeHookCreation.',
    bad: 'argocd.argoproj.io/hook: PreSync,PostSync\nargocd.argoproj.io/hook-delete-policy: HookSucceeded',
    good: 'argocd.argoproj.io/hook: PreSync,PostSync\nargocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded',
  },
  'hook/skip-not-alone': {
    condition: 'The hook annotation combines Skip with another hook type.',
    effect: 'Skip works only alone: the object is applied in the other phases.',
    workaround: 'Write Skip alone, or remove it.',
    bad: 'argocd.argoproj.io/hook: Skip,PreSync',
  },
  'hook/unknown-delete-policy': {
    condition: 'A delete policy is not one that Argo CD knows under that key. Helm and Argo CD spell them differently.',
    effect: 'Argo CD silently ignores it. If no other is left, BeforeHookCreation applies.',
    workaround: 'Correct the word.',
    bad: 'argocd.argoproj.io/hook-delete-policy: before-hook-creation',
    good: 'argocd.argoproj.io/hook-delete-policy: BeforeHookCreation',
  },
  'hook/unknown-type': {
    condition: 'The hook annotation contains a word that is not a hook type of Argo CD. Case matters.',
    effect:
      'Argo CD drops the word. Without a valid one the object is never applied: no error, no OutOfSync, and a migration silently does not run.',
    workaround: 'Write PreSync, Sync, PostSync, SyncFail, Skip, PreDelete or PostDelete.',
    bad: 'argocd.argoproj.io/hook: Presync',
    good: 'argocd.argoproj.io/hook: PreSync',
  },
  'hook/wave-of-deletion': {
    condition: 'A PreDelete or PostDelete hook has a wave.',
    effect: 'Argo CD runs all hooks of a deletion at once.',
    workaround: 'Put steps that depend on an order into one Job.',
  },
  'hook/workload': {
    condition: 'A Deployment, StatefulSet, DaemonSet or Rollout is a hook.',
    effect:
      'Every sync deletes and recreates it, so nothing serves in between. Self-heal, pruning and the health of the Application ignore it.',
    workaround: 'Remove the hook annotation and order it by a wave.',
    bad: 'argocd.argoproj.io/hook: Sync',
    good: 'argocd.argoproj.io/sync-wave: "1"',
  },
} satisfies Pages<'hook'>
