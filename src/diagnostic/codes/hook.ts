import type { Pages } from './page.ts'

/** What a person can get wrong with the hooks of a sync. */
export const hook = {
  'hook/no-before-hook-creation': {
    severity: 'warning',
    condition: 'The delete policy of a hook Job (Pod, Workflow) with a fixed name lacks BeforeHookCreation.',
    effect:
      'HookSucceeded deletes only after a sync that succeeded. After a failure the Job stays: every later sync applies it, finds it failed and fails at once without running it; a changed template is refused as immutable.',
    workaround: 'Put BeforeHookCreation first, or leave the policy out: it is the default.',
    bad: 'argocd.argoproj.io/hook-delete-policy: HookSucceeded',
    good: 'argocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded',
  },
  'hook/no-deadline': {
    severity: 'warning',
    condition: 'A hook Job has no spec.activeDeadlineSeconds.',
    effect:
      'A Job fails only when its pods fail or its deadline passes. A pod that can not pull its image, find a node or mount its Secret does neither: the sync waits for ever, retries do not count, and newer commits are blocked.',
    workaround: 'Set spec.activeDeadlineSeconds to more than the slowest run needs, all attempts together.',
    good: 'spec:\n  activeDeadlineSeconds: 900\n  backoffLimit: 0',
  },
  'hook/unknown-type': {
    severity: 'error',
    condition: 'The hook annotation has a word that is no hook type of Argo CD; letter case counts.',
    effect:
      'Argo CD drops the word. With no valid word left the object is never applied: no error, no OutOfSync, and a migration simply does not run.',
    workaround: 'Write PreSync, Sync, PostSync, SyncFail, Skip, PreDelete or PostDelete.',
    bad: 'argocd.argoproj.io/hook: Presync',
    good: 'argocd.argoproj.io/hook: PreSync',
  },
} as const satisfies Pages
