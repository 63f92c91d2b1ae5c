import { objectAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { isAutomated, type SyncEvent } from './from-application.ts'
import type { Comparison } from './out-of-sync.ts'

/** What the Application itself has against this event. `compared` is undefined where nothing is known to be live. */
export function eventNotes(
  application: Manifest | undefined,
  event: SyncEvent,
  compared: Comparison | undefined,
): readonly string[] {
  const policy = objectAt(application, 'spec', 'syncPolicy')
  const automated = isAutomated(policy) ? objectAt(policy, 'automated') : undefined
  if (event === 'sync' && compared !== undefined) {
    const why = compared.outOfSync.length === 0 ? nothingDiffers : whyNotStarted(automated, compared)
    return why === undefined ? [] : [`${why}, so automated sync does not start; this is played as a sync by hand`]
  }
  if (application === undefined) return []
  if (event === 'self-heal' && automated?.['selfHeal'] !== true)
    return ['this Application does not heal itself: syncPolicy.automated.selfHeal is not set']
  // server/application/application.go `Rollback`
  if (event === 'rollback' && automated !== undefined)
    return ['Argo CD refuses a rollback while syncPolicy.automated is set: git revert is the way back']
  return []
}

/** gitops-engine/pkg/sync/reconcile.go `splitHooks`, controller/appcontroller.go `autoSync` */
const nothingDiffers = 'nothing is OutOfSync (hooks are not compared)'

/** controller/appcontroller.go `autoSync`: pruning alone is no reason without `prune`, and never all there is. */
function whyNotStarted(automated: JsonObject | undefined, compared: Comparison): string | undefined {
  if (automated === undefined) return undefined
  const { outOfSync, extra, plain, skipped } = compared
  if (automated['prune'] !== true)
    return outOfSync.length === extra.length && skipped === 0
      ? 'only what no manifest names is OutOfSync, and syncPolicy.automated.prune is not set'
      : undefined
  return plain === 0 && automated['allowEmpty'] !== true
    ? 'it would delete all there is, and syncPolicy.automated.allowEmpty is not set'
    : undefined
}
