// The words that Argo CD v3.5.1 accepts, for "did you mean".
import { phases } from '../argocd/phases.ts'

/** gitops-engine/pkg/sync/common/types.go `NewHookType`; the last two: controller/hook.go. */
export const hookTypeWords = [...phases, 'Skip', 'PreDelete', 'PostDelete']

/** gitops-engine/pkg/sync/common/types.go `NewHookDeletePolicy`. */
export const deletePolicyWords = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation']

/** gitops-engine/pkg/sync/hook/helm/delete_policy.go. */
export const helmPolicyWords = ['hook-succeeded', 'hook-failed', 'before-hook-creation']

/** gitops-engine/pkg/sync/common/types.go `SyncOption…`, as read on a resource. */
export const resourceOptions = [
  'Prune=false',
  'Prune=true',
  'Prune=confirm',
  'Delete=false',
  'Delete=true',
  'Delete=confirm',
  'PruneLast=true',
  'PruneLast=false',
  'Validate=false',
  'Validate=true',
  'SkipDryRunOnMissingResource=true',
  'SkipDryRunOnMissingResource=false',
  'Replace=true',
  'Replace=false',
  'Force=true',
  'Force=false',
  'ServerSideApply=true',
  'ServerSideApply=false',
]

/** controller/sync.go and pkg/apis/application/v1alpha1, as read from `spec.syncPolicy.syncOptions`. */
export const applicationOptions = [
  ...resourceOptions.filter((option) => !option.startsWith('Force=')),
  'CreateNamespace=true',
  'CreateNamespace=false',
  'ApplyOutOfSyncOnly=true',
  'ApplyOutOfSyncOnly=false',
  'PrunePropagationPolicy=foreground',
  'PrunePropagationPolicy=background',
  'PrunePropagationPolicy=orphan',
  'ClientSideApplyMigration=false',
  'ClientSideApplyMigration=true',
  'RespectIgnoreDifferences=true',
  'RespectIgnoreDifferences=false',
  'FailOnSharedResource=true',
  'FailOnSharedResource=false',
]

/** After `argocd.argoproj.io/`: what v3.5.1 reads (common/common.go, pkg/apis/application/v1alpha1, gitops-engine), and its own labels. */
export const annotationNames = [
  'hook',
  'hook-delete-policy',
  'sync-wave',
  'sync-options',
  'compare-options',
  'ignore-healthcheck',
  'ignore-restart-policy',
  'ignore-resource-updates',
  'ignore-default-links',
  'manifest-generate-paths',
  'tracking-id',
  'installation-id',
  'refresh',
  'hydrate',
  'skip-reconcile',
  'managed-by',
  'managed-by-url',
  'deletion-approved',
  'client-side-apply-migration-manager',
  'application-set-refresh',
  'auto-label-cluster-info',
  'kubernetes-version',
  'secret-type',
  'instance',
]

/** controller/state.go, for resources and Applications. */
export const compareOptions = [
  'IgnoreExtraneous',
  'ServerSideDiff=true',
  'ServerSideDiff=false',
  'IncludeMutationWebhook=true',
  'IncludeMutationWebhook=false',
]
