import type { Pages } from './pages.ts'

/** What a person can get wrong with the hooks of a sync. */
export const hook = {
  'hook/config-of-workload': {
    condition: 'A Deployment or another workload uses an object that is a hook.',
    effect:
      'Argo CD deletes and makes hooks anew by their policy, and does not heal them: a pod that starts in between finds no ConfigMap, Secret or ServiceAccount.',
    workaround: 'Make it a plain object with a low wave. Give hooks that need it earlier a copy under another name.',
  },
  'hook/deleted-before-post-delete': {
    condition: 'A PostDelete hook uses a ConfigMap, Secret, ServiceAccount or claim of its own Application.',
    effect:
      'PostDelete hooks start when everything else of the Application is deleted: the pod waits for an object that is gone, and the Application can not be deleted until somebody helps.',
    workaround: 'Make what it needs a PostDelete hook, too, or do the work in a PreDelete hook.',
    good: 'kind: ServiceAccount\nmetadata:\n  name: cleanup\n  annotations: { argocd.argoproj.io/hook: PostDelete }',
  },
  'hook/deleted-before-sync-fail': {
    condition: 'A SyncFail hook uses an object whose delete policy has HookFailed.',
    effect:
      'On a failure Argo CD first deletes the hooks with HookFailed and then starts the SyncFail hooks: the pod waits for an object that is gone.',
    workaround: 'Leave HookFailed out of the policy of what SyncFail hooks need.',
    bad: 'argocd.argoproj.io/hook-delete-policy: HookFailed',
    good: 'argocd.argoproj.io/hook-delete-policy: HookSucceeded',
  },
  'hook/generate-name': {
    condition: 'A hook has generateName in place of a name.',
    effect:
      'The name is made of revision, phase and the start of the operation. A retry makes the same one and finds the failed object; each new sync leaves one more behind, which is never pruned. OCI revisions and several sources make names that Kubernetes refuses.',
    workaround: 'Use a fixed name and BeforeHookCreation.',
    bad: 'metadata: { generateName: migrate- }',
    good: 'metadata: { name: migrate }',
  },
  'hook/helm-beside-argocd': {
    condition: 'An object has hook annotations of Argo CD and of Helm.',
    effect: 'Argo CD passes over the Helm one.',
    workaround: 'Nothing, if the chart is meant for both; else take the Helm annotation out.',
  },
  'hook/helm-every-sync': {
    condition: 'A Helm hook is for an install only, or for an upgrade only.',
    effect:
      'Argo CD can not tell the two apart: pre-install and pre-upgrade both become PreSync, and run at every sync.',
    workaround: 'Make the work safe to run again, and write it as a hook of Argo CD.',
    bad: 'helm.sh/hook: pre-install',
    good: 'argocd.argoproj.io/hook: PreSync',
  },
  'hook/helm-never-applied': {
    condition: 'A Helm hook is of a type that Argo CD does not have: test, pre-rollback, post-rollback.',
    effect: 'Its object is never applied, without a word.',
    workaround: 'A rollback is a sync of an older commit. Test with a PostSync hook.',
    bad: 'helm.sh/hook: post-rollback',
  },
  'hook/logs-lost': {
    condition: 'A hook Job has ttlSecondsAfterFinished below an hour.',
    effect: 'The failed Job and its logs are deleted before a person has read them.',
    workaround: 'Leave it out: BeforeHookCreation deletes the Job before its next run.',
    bad: 'ttlSecondsAfterFinished: 120',
  },
  'hook/no-before-hook-creation': {
    condition: 'The delete policy of a hook Job (Pod, Workflow) with a fixed name lacks BeforeHookCreation.',
    effect:
      'HookSucceeded deletes only after a sync that succeeded. After a failure the Job stays: every later sync applies it, finds it failed and fails at once without running it; a changed template is refused as immutable.',
    workaround: 'Put BeforeHookCreation first, or leave the policy out: it is the default.',
    bad: 'argocd.argoproj.io/hook-delete-policy: HookSucceeded',
    good: 'argocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded',
  },
  'hook/no-deadline': {
    condition: 'A hook Job, or a Pod, has no spec.activeDeadlineSeconds.',
    effect:
      'A Job fails only when its pods fail or its deadline passes. A pod that can not pull its image, find a node or mount its Secret does neither: the sync waits for ever, retries do not count, and newer commits are blocked.',
    workaround: 'Set spec.activeDeadlineSeconds to more than the slowest run needs, all attempts together.',
    good: 'spec:\n  activeDeadlineSeconds: 900\n  backoffLimit: 0',
  },
  'hook/rollback-on-sync-fail': {
    condition:
      'A SyncFail Job looks as if it undid a release: its name or its command says rollback, down, undo, restore.',
    effect:
      'SyncFail hooks run once for every failed attempt (five retries make six), also after a failure that changed nothing, and never after a failed dry run, a timeout or a terminated sync.',
    workaround: 'Report from SyncFail, and roll back with a commit.',
  },
  'hook/same-generate-name': {
    condition: 'Two hooks of a phase have the same generateName.',
    effect:
      'The name that Argo CD makes has nothing of the object in it: both get the same, and one overwrites the other or is refused.',
    workaround: 'Give each a fixed name.',
  },
  'hook/second-phase-skipped': {
    condition: 'A hook Job is in several phases, and its delete policy lacks BeforeHookCreation.',
    effect:
      'In the second phase the finished Job is still there: applying it changes nothing, and Argo CD counts it as succeeded without a run.',
    workaround: 'Add BeforeHookCreation.',
    bad: 'argocd.argoproj.io/hook: PreSync,PostSync\nargocd.argoproj.io/hook-delete-policy: HookSucceeded',
    good: 'argocd.argoproj.io/hook: PreSync,PostSync\nargocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded',
  },
  'hook/skip-not-alone': {
    condition: 'Skip stands beside another hook type.',
    effect: 'Skip counts only alone: the object is applied in the other phases.',
    workaround: 'Write Skip alone, or take it out.',
    bad: 'argocd.argoproj.io/hook: Skip,PreSync',
  },
  'hook/unknown-delete-policy': {
    condition: 'A delete policy is none that Argo CD knows under that key; Helm and Argo CD spell them differently.',
    effect: 'It is dropped without a word. With none left, BeforeHookCreation counts.',
    workaround: 'Correct the word.',
    bad: 'argocd.argoproj.io/hook-delete-policy: before-hook-creation',
    good: 'argocd.argoproj.io/hook-delete-policy: BeforeHookCreation',
  },
  'hook/unknown-type': {
    condition: 'The hook annotation has a word that is no hook type of Argo CD; letter case counts.',
    effect:
      'Argo CD drops the word. With no valid word left the object is never applied: no error, no OutOfSync, and a migration simply does not run.',
    workaround: 'Write PreSync, Sync, PostSync, SyncFail, Skip, PreDelete or PostDelete.',
    bad: 'argocd.argoproj.io/hook: Presync',
    good: 'argocd.argoproj.io/hook: PreSync',
  },
  'hook/wave-of-deletion': {
    condition: 'A PreDelete or PostDelete hook has a wave.',
    effect: 'Argo CD runs all hooks of a deletion at once.',
    workaround: 'Put what has an order into one Job.',
  },
  'hook/workload': {
    condition: 'A Deployment, StatefulSet, DaemonSet or Rollout is a hook.',
    effect:
      'Every sync deletes it and makes it anew, so that nothing serves meanwhile. Self-heal, pruning and the health of the Application pass over it.',
    workaround: 'Take the hook away and order it by a wave.',
    bad: 'argocd.argoproj.io/hook: Sync',
    good: 'argocd.argoproj.io/sync-wave: "1"',
  },
} satisfies Pages<'hook'>
