/** One of Argo CD's own messages, explained like a finding. */
export interface MessagePage {
  /** How the message begins, or what is in it. */
  readonly text: string
  readonly pattern: RegExp
  readonly condition: string
  readonly effect: string
  readonly workaround: string
}

/**
 * What an operation, a task or an Application says (Argo CD v3.5.1: gitops-engine/pkg/sync/sync_context.go,
 * controller/appcontroller.go, controller/state.go, controller/sync.go, util/argo). The first that fits is the page.
 */
export const messagePages: readonly MessagePage[] = [
  {
    text: 'waiting for pruning confirmation of …',
    pattern: /waiting for pruning confirmation of/,
    condition: 'An object that is gone from Git has the option Prune=confirm.',
    effect: 'Nothing in this wave is applied, and the dry run is not made, until somebody confirms.',
    workaround:
      'Confirm in the UI, or annotate the Application with argocd.argoproj.io/deletion-approved and the time of now in RFC 3339.',
  },
  {
    text: 'Failed last sync attempt to …',
    pattern: /Failed last sync attempt to/,
    condition: 'The last sync of this very revision failed, and its retries are used up.',
    effect: 'Automated sync does not try it again, and self-heal does not run, until a new commit or a sync by hand.',
    workaround: 'argocd app sync APP, or push a commit that mends it.',
  },
  {
    text: 'waiting for completion of hook …',
    pattern: /waiting for completion of hook/,
    condition:
      'A hook of the present wave has neither ended well nor failed: a Job without the condition Complete or Failed.',
    effect:
      'No later wave starts, automated sync starts nothing else, and the Application can not be deleted. An image that can not be pulled never fails a Job: without a deadline this lasts for ever.',
    workaround:
      'kubectl describe the Job and its pod. To give up: argocd app terminate-op APP. For the next time give the Job spec.activeDeadlineSeconds.',
  },
  {
    text: 'waiting for deletion of …',
    pattern: /waiting for deletion of/,
    condition:
      'A hook of an earlier sync, or an object that was pruned, is being deleted and not gone yet: its pod still ends, or a finalizer holds it.',
    effect: 'The wave, or the next one, does not start before it is gone.',
    workaround:
      'kubectl get the object -o yaml, and look at metadata.finalizers. Whoever owns the finalizer has to remove it; kubectl patch does it by force.',
  },
  {
    text: 'waiting for healthy state of …',
    pattern: /waiting for healthy state of/,
    condition: 'An object of the present wave is Progressing, Suspended or Unknown.',
    effect:
      'No later wave and no PostSync hook starts. A claim that waits for its first pod, a paused Deployment and an Ingress without an address stay so for ever.',
    workaround:
      'Look at the object’s own status. Move what can not be healthy yet into the wave of what it waits for, e.g. a claim into that of its pod.',
  },
  {
    text: 'one or more synchronization tasks are not valid',
    pattern: /one or more synchronization tasks are not valid/,
    condition:
      'The cluster does not know a kind, or the AppProject does not permit a kind or a namespace. Hooks of every phase count.',
    effect: 'Nothing at all was applied, and no SyncFail hook ran.',
    workaround:
      'Install the CustomResourceDefinition first, or put it into the same sync; or annotate the object with SkipDryRunOnMissingResource=true. Permit hook kinds in the AppProject.',
  },
  {
    text: 'one or more objects failed to apply (dry run)',
    pattern: /one or more objects failed to apply \(dry run\)/,
    condition:
      'kubectl’s client dry run failed: it could not read the schemas or a live object, or found no such kind.',
    effect: 'Nothing was applied but the namespace, and no SyncFail hook ran.',
    workaround:
      'See what the sync result says of the object. Wrong types, immutable fields, quota and webhooks are only found at the apply; a field that the kind does not have is never an error: it is left out.',
  },
  {
    text: 'one or more objects failed to apply',
    pattern: /one or more objects failed to apply/,
    condition: 'The API server refused an object of this wave.',
    effect: 'The rest of the wave was still tried; later waves are not. Nothing is rolled back. SyncFail hooks run.',
    workaround: 'The reason stands behind the message. Mend it, and start a full sync: argocd app sync APP.',
  },
  {
    text: 'one or more SyncFail hooks failed',
    pattern: /one or more SyncFail hooks failed/,
    condition: 'The sync had failed already, and then a SyncFail hook could not be applied.',
    effect: 'Whoever should have been told was not. The first line of the message is why the sync failed.',
    workaround: 'Mend the hook as well: it needs nothing that HookFailed deletes, because that goes before it starts.',
  },
  {
    text: 'one or more synchronization tasks completed unsuccessfully',
    pattern: /one or more synchronization tasks completed unsuccessfully/,
    condition: 'A hook failed, or an object was refused or got Degraded while the sync was still under way.',
    effect:
      'Later waves and phases never run; nothing is rolled back. After a PreSync hook the workload is untouched. The same revision is not tried again by itself, not even by self-heal.',
    workaround:
      'kubectl logs of the failed Job tell why; with BeforeHookCreation it stays until the next sync. Then: argocd app sync APP, a full one, because a partial sync runs no hooks.',
  },
  {
    text: 'the namespace failed to apply',
    pattern: /the namespace failed to apply/,
    condition: 'The destination’s namespace was absent and could not be created.',
    effect: 'Nothing else was tried, not even the dry run.',
    workaround: 'Let Argo CD create namespaces, or create it yourself and leave CreateNamespace=true out.',
  },
  {
    text: 'Operation terminated, triggered by controller sync timeout',
    pattern: /triggered by controller sync timeout/,
    condition:
      'The operation took longer than controller.sync.timeout.seconds. It counts from the first try, over all retries.',
    effect: 'Running hooks are deleted, no SyncFail hook runs, nothing is tried again.',
    workaround: 'Allow more time than the deadlines of all Jobs and all retries together.',
  },
  {
    text: 'Operation terminated',
    pattern: /Operation terminat/,
    condition: 'Somebody terminated the operation.',
    effect:
      'Hooks that ran are deleted, with their logs; plain objects stay as they are. No SyncFail hook runs, and nothing is tried again.',
    workaround: 'A migration may have been cut off: look at its ledger, then argocd app sync APP.',
  },
  {
    text: 'Resource … is missing, it might have been deleted',
    pattern: /is missing, it might have been deleted/,
    condition: 'An object that this sync applied and waits for is gone: somebody, or a Job’s TTL, deleted it.',
    effect: 'The sync fails.',
    workaround:
      'Leave ttlSecondsAfterFinished out of Jobs that a wave waits for. Hooks are held by a finalizer, plain Jobs are not.',
  },
  {
    text: 'field is immutable',
    pattern: /field is immutable/,
    condition: 'The commit changes what the API server lets nobody change: a Job’s template, a selector, a roleRef.',
    effect: 'The object is refused, and the sync fails in its wave.',
    workaround:
      'Make the Job a hook with hook-delete-policy: BeforeHookCreation, or give it a name from its content. Force=true recreates it when it changes, Force=true,Replace=true in every sync.',
  },
  {
    text: '--force cannot be used with --server-side',
    pattern: /--force cannot be used with --server-side/,
    condition: 'Force=true and ServerSideApply=true meet on one object.',
    effect: 'Every apply of it fails.',
    workaround: 'Annotate the object with ServerSideApply=false, or add Replace=true, which goes before.',
  },
  {
    text: 'metadata.annotations: Too long',
    pattern: /metadata\.annotations: Too long/,
    condition:
      'kubectl’s client-side apply keeps the whole object in an annotation, and it has more than 262,144 bytes.',
    effect: 'The object is refused.',
    workaround: 'Split it (wavec splits ConfigMaps of migrations), or set ServerSideApply=true.',
  },
  {
    text: 'auto-sync will wipe out all resources',
    pattern: /auto-sync will wipe out all resources/,
    condition: 'Everything live would be pruned, because the source renders nothing.',
    effect: 'Automated sync does nothing.',
    workaround: 'Look at spec.source.path. If it is meant: syncPolicy.automated.allowEmpty, or a sync by hand.',
  },
  {
    text: 'Retrying attempt #…',
    pattern: /Retrying (attempt #|operation)/,
    condition:
      'The operation failed and will be tried again: automated syncs five times unless syncPolicy.retry is set.',
    effect:
      'Everything runs again from the dry run on, the PreSync hooks too. The wait is twice what the message says: 10, 20, 40 seconds.',
    workaround: 'Set syncPolicy.retry.limit to 0 if the migration must not run again by itself.',
  },
  {
    text: 'ignored (requires pruning)',
    pattern: /ignored \(requires pruning\)/,
    condition: 'An object is gone from Git, and this sync does not prune.',
    effect: 'It stays live, and OutOfSync.',
    workaround: 'argocd app sync APP --prune, or syncPolicy.automated.prune: true.',
  },
  {
    text: 'ignored (no prune)',
    pattern: /ignored \(no prune\)/,
    condition: 'An object is gone from Git, and its option, or the Application’s, is Prune=false.',
    effect: 'It stays live, and OutOfSync.',
    workaround: 'Delete it by hand when nothing needs it any more.',
  },
  {
    text: 'Resource … appeared 2 times among application resources',
    pattern: /appeared \d+ times among application resources/,
    condition: 'Two manifests have the same group, kind, namespace and name.',
    effect: 'Only the last one is applied, even if one of them is a hook.',
    workaround: 'Give them two names, e.g. for config that a PreSync hook and the workload both need.',
  },
  {
    text: 'rollback cannot be initiated when auto-sync is enabled',
    pattern: /rollback cannot be initiated when auto-sync is enabled/,
    condition: 'argocd app rollback was called on an Application with syncPolicy.automated.',
    effect: 'Nothing happens. Where it is allowed, it runs no hooks.',
    workaround: 'git revert the release, and let it sync.',
  },
  {
    text: 'Sync operation blocked by sync window',
    pattern: /blocked by sync window/,
    condition: 'A sync window of the AppProject forbids this sync now.',
    effect: 'A running operation pauses between two passes: hooks that were started go on.',
    workaround: 'Wait, or argocd proj windows disable-manual-sync … for whoever may.',
  },
  {
    text: 'another operation is already in progress',
    pattern: /another operation is (already )?in progress/,
    condition: 'A sync of this Application is still running, e.g. one whose hook hangs.',
    effect: 'The new one is refused.',
    workaround: 'argocd app wait APP --operation, or argocd app terminate-op APP.',
  },
  {
    text: 'successfully synced (all tasks run)',
    pattern: /successfully synced \(all tasks run\)/,
    condition: 'The last wave was applied, and there was no hook in it.',
    effect: 'Argo CD did not wait for the objects of that wave: they may still fail.',
    workaround: 'Put a PostSync hook behind what has to be healthy: then it is waited for.',
  },
  {
    text: 'successfully synced (no more tasks)',
    pattern: /successfully synced \(no more tasks\)/,
    condition: 'Every task ended, and the last wave held a hook, or there was nothing to do.',
    effect: 'Everything but what a single last wave held beside its hooks was waited for.',
    workaround: 'Nothing.',
  },
  {
    text: 'one or more tasks are running',
    pattern: /one or more tasks are running/,
    condition: 'A wave is being applied.',
    effect: 'Nothing yet.',
    workaround: 'Nothing: the next message says what is waited for.',
  },
]

export function messagePageOf(message: string): MessagePage | undefined {
  return messagePages.find(({ pattern }) => pattern.test(message))
}
