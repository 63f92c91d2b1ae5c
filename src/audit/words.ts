// The words that Argo CD v3.5.1 knows, to find the nearest one.

/** gitops-engine/pkg/sync/common/types.go `NewHookType`; the last two: controller/hook.go. */
export const hookTypeWords = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip', 'PreDelete', 'PostDelete']

/** gitops-engine/pkg/sync/common/types.go `NewHookDeletePolicy`. */
