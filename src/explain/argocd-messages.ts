import type { Page } from '../diagnostic/page.ts'

/** A page about a message of Argo CD. */
export interface MessagePage extends Page {
  /** The beginning of the message, or a part of it. */
  readonly text: string
  readonly pattern: RegExp
}

/**
 * Messages of operations, tasks and Applications (Argo CD v3.5.1: gitops-engine/pkg/sync/sync_context.go,
 * controller/appcontroller.go, controller/state.go, controller/sync.go, util/argo). The first pattern that matches is the page.
 */
export const messagePages: readonly MessagePage[] = [
  {
    text: 'waiting for pruning confirmation of …',
    pattern: /waiting for pruning confirmation of/,
    condition: 'An object that is gone from git has the option Prune=confirm.',
    effect: 'Nothing in this wave is applied, and the dry run does not start, until the pruning is confirmed.',
    workaround:
      'Confirm in the UI, or annotate the Application with argocd.argoproj.io/deletion-approved and the current time in RFC 3339.',
  },
  {
    text: 'Failed last sync attempt to …',
    pattern: /Failed last sync attempt to/,
    condition: 'The last sync of this revision failed, and its retries are used up.',
    effect: 'Automated sync does not retry it, and self-heal does not run, until a new commit or a manual sync.',
    workaround: 'argocd app sync APP, or push a commit that fixes it.',
  },
  {
    text: 'waiting for completion of hook …',
    pattern: /waiting for completion of hook/,
    condition:
      'A hook of the current wave has neither succeeded nor failed: a Job without the condition Complete or Failed.',
    effect:
      'No later wave starts, automated sync starts nothing else, and the Application cannot be deleted. An image that cannot be pulled never fails a Job: without a deadline the sync never ends.',
    workaround:
      'kubectl describe the Job and its pod. To give up: argocd app terminate-op APP. For the next time, set spec.activeDeadlineSeconds of the Job.',
  },
  {
    text: 'waiting for deletion of …',
    pattern: /waiting for deletion of/,
    condition:
      'A hook of an earlier sync, or a pruned object, is still being deleted: its pod is terminating, or it has a finalizer.',
    effect: 'The wave, or the next one, does not start until it is gone.',
    workaround:
      'kubectl get the object -o yaml and check metadata.finalizers. The owner of the finalizer has to remove it. kubectl patch forces it.',
  },
  {
    text: 'waiting for healthy state of …',
    pattern: /waiting for healthy state of/,
    condition: 'An object of the current wave is Progressing, Suspended or Unknown.',
    effect:
      'No later wave and no PostSync hook starts. A claim that waits for its first pod, a paused Deployment and an Ingress without an address never become healthy.',
    workaround:
      'Check the status of the object. Move an object that cannot be healthy yet into the wave of what it waits for, e.g. a claim into that of its pod.',
  },
  {
    text: 'one or more synchronization tasks are not valid',
    pattern: /one or more synchronization tasks are not valid/,
    condition:
      'The cluster does not know a kind, or the AppProject does not permit a kind or namespace. This includes hooks of every phase.',
    effect: 'Nothing was applied, and no SyncFail hook ran.',
    workaround:
      'Install the CustomResourceDefinition first, or include it in the same sync, or annotate the object with SkipDryRunOnMissingResource=true. Permit the kinds of hooks in the AppProject.',
  },
  {
    text: 'one or more objects failed to apply (dry run)',
    pattern: /one or more objects failed to apply \(dry run\)/,
    condition:
      'kubectl’s client dry run failed: it could not read the schemas or a live object, or found no such kind.',
    effect: 'Nothing was applied except the namespace, and no SyncFail hook ran.',
    workaround:
      'Read what the sync result says about the object. Wrong types, immutable fields, quotas and webhooks only fail on apply. A field that the kind does not have is never an error: it is silently dropped.',
  },
  {
    text: 'one or more objects failed to apply',
    pattern: /one or more objects failed to apply/,
    condition: 'The API server refused an object of this wave.',
    effect: 'Argo CD still tried the rest of the wave, but no later wave. Nothing is rolled back. SyncFail hooks run.',
    workaround: 'The reason follows the message. Fix it, and start a full sync: argocd app sync APP.',
  },
  {
    text: 'one or more SyncFail hooks failed',
    pattern: /one or more SyncFail hooks failed/,
    condition: 'The sync had already failed, and then a SyncFail hook could not be applied.',
    effect: 'The failure was not reported by the hook. The first line of the message says why the sync failed.',
    workaround:
      'Fix the hook too: it must not need anything that HookFailed deletes, because that is deleted before the hook starts.',
  },
  {
    text: 'one or more synchronization tasks completed unsuccessfully',
    pattern: /one or more synchronization tasks completed unsuccessfully/,
    condition: 'A hook failed, or an object was refused or became Degraded during the sync.',
    effect:
      'Later waves and phases never run, and nothing is rolled back. After a failed PreSync hook the workload is unchanged. The same revision is not retried automatically, not even by self-heal.',
    workaround:
      'The logs of the failed Job say why (kubectl logs). With BeforeHookCreation it is kept until the next sync. Then run a full sync, because a partial one runs no hooks: argocd app sync APP.',
  },
  {
    text: 'the namespace failed to apply',
    pattern: /the namespace failed to apply/,
    condition: 'The namespace of the destination did not exist and could not be created.',
    effect: 'Nothing else was tried, not even the dry run.',
    workaround: 'Permit Argo CD to create namespaces, or create it yourself and remove CreateNamespace=true.',
  },
  {
    text: 'Operation terminated, triggered by controller sync timeout',
    pattern: /triggered by controller sync timeout/,
    condition:
      'The operation took longer than controller.sync.timeout.seconds, counted from the first attempt over all retries.',
    effect: 'Running hooks are deleted, no SyncFail hook runs, and nothing is retried.',
    workaround: 'Set it to more than the deadlines of all Jobs and all retries together.',
  },
  {
    text: 'Operation terminated',
    pattern: /Operation terminat/,
    condition: 'A user terminated the operation.',
    effect:
      'Running hooks are deleted with their logs, plain objects stay as they are. No SyncFail hook runs, and nothing is retried.',
    workaround: 'A migration may have been interrupted: check its ledger, then argocd app sync APP.',
  },
  {
    text: 'Resource … is missing, it might have been deleted',
    pattern: /is missing, it might have been deleted/,
    condition: 'An object that this sync applied and waits for is gone: a user or the TTL of a Job deleted it.',
    effect: 'The sync fails.',
    workaround:
      'Remove ttlSecondsAfterFinished from Jobs that a wave waits for. A finalizer protects hooks, but not plain Jobs.',
  },
  {
    text: 'field is immutable',
    pattern: /field is immutable/,
    condition:
      'The commit changes a field that the API server does not let change: the template of a Job, a selector, a roleRef.',
    effect: 'The object is refused, and the sync fails in its wave.',
    workaround:
      'Make the Job a hook with hook-delete-policy: BeforeHookCreation, or derive its name from its content. Force=true recreates it when it changes, Force=true,Replace=true on every sync.',
  },
  {
    text: '--force cannot be used with --server-side',
    pattern: /--force cannot be used with --server-side/,
    condition: 'An object has both Force=true and ServerSideApply=true.',
    effect: 'Every apply of it fails.',
    workaround: 'Annotate the object with ServerSideApply=false, or add Replace=true, which takes precedence.',
  },
  {
    text: 'metadata.annotations: Too long',
    pattern: /metadata\.annotations: Too long/,
    condition:
      'kubectl’s client-side apply stores the whole object in an annotation, and it is larger than 262,144 bytes.',
    effect: 'The object is refused.',
    workaround: 'Split it (wavec splits ConfigMaps of migrations), or set ServerSideApply=true.',
  },
  {
    text: 'auto-sync will wipe out all resources',
    pattern: /auto-sync will wipe out all resources/,
    condition: 'The source renders nothing, so that every live object would be pruned.',
    effect: 'Automated sync does nothing.',
    workaround: 'Check spec.source.path. If it is intended, set syncPolicy.automated.allowEmpty or sync manually.',
  },
  {
    text: 'Retrying attempt #…',
    pattern: /Retrying (attempt #|operation)/,
    condition:
      'The operation failed and will be retried: automated syncs retry five times unless syncPolicy.retry is set.',
    effect:
      'Everything runs again from the dry run on, including the PreSync hooks. The wait is twice what the message says: 10, 20, 40 seconds.',
    workaround: 'Set syncPolicy.retry.limit to 0 if the migration must not be repeated automatically.',
  },
  {
    text: 'ignored (requires pruning)',
    pattern: /ignored \(requires pruning\)/,
    condition: 'An object is gone from git, and this sync does not prune.',
    effect: 'It stays live and OutOfSync.',
    workaround: 'argocd app sync APP --prune, or syncPolicy.automated.prune: true.',
  },
  {
    text: 'ignored (no prune)',
    pattern: /ignored \(no prune\)/,
    condition: 'An object is gone from git, and it or its Application has the option Prune=false.',
    effect: 'It stays live and OutOfSync.',
    workaround: 'Delete it by hand once nothing needs it.',
  },
  {
    text: 'Resource … appeared 2 times among application resources',
    pattern: /appeared \d+ times among application resources/,
    condition: 'Two manifests have the same group, kind, namespace and name.',
    effect: 'Only the last one is applied, even if one of them is a hook.',
    workaround: 'Give them two names, e.g. for configuration that both a PreSync hook and the workload need.',
  },
  {
    text: 'rollback cannot be initiated when auto-sync is enabled',
    pattern: /rollback cannot be initiated when auto-sync is enabled/,
    condition: 'argocd app rollback was called on an Application with syncPolicy.automated.',
    effect: 'Nothing happens. Without automated sync, a rollback runs no hooks.',
    workaround: 'git revert the release, and let it sync.',
  },
  {
    text: 'Sync operation blocked by sync window',
    pattern: /blocked by sync window/,
    condition: 'A sync window of the AppProject forbids this sync now.',
    effect: 'A running operation pauses between two passes, but hooks that have started go on.',
    workaround: 'Wait, or, with the permission to do so, argocd proj windows disable-manual-sync ….',
  },
  {
    text: 'another operation is already in progress',
    pattern: /another operation is (already )?in progress/,
    condition: 'A sync of this Application is still running, e.g. one whose hook hangs.',
    effect: 'The new operation is refused.',
    workaround: 'argocd app wait APP --operation, or argocd app terminate-op APP.',
  },
  {
    text: 'successfully synced (all tasks run)',
    pattern: /successfully synced \(all tasks run\)/,
    condition: 'The last wave was applied, and it contained no hook.',
    effect: 'Argo CD did not wait for the objects of that wave: they may still fail.',
    workaround: 'Add a PostSync hook: Argo CD then waits for the health of everything before it.',
  },
  {
    text: 'successfully synced (no more tasks)',
    pattern: /successfully synced \(no more tasks\)/,
    condition: 'Every task ended, and the last wave contained a hook, or there was nothing to do.',
    effect: 'Argo CD waited for everything, except for plain objects next to the hooks of a single last wave.',
    workaround: 'Nothing.',
  },
  {
    text: 'one or more tasks are running',
    pattern: /one or more tasks are running/,
    condition: 'A wave is being applied.',
    effect: 'Nothing yet.',
    workaround: 'Nothing: the next message says what Argo CD waits for.',
  },
]

export function messagePageOf(message: string): MessagePage | undefined {
  return messagePages.find(({ pattern }) => pattern.test(message))
}
