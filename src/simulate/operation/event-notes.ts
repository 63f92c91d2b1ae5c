import { objectAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { isAutomated, type SyncEvent } from './from-application.ts'
import type { Comparison } from './out-of-sync.ts'

/** Why the Application would not react to this event. `compared` is undefined when the live state is unknown. */
export function eventNotes(
  application: Manifest | undefined,
  event: SyncEvent,
  compared: Comparison | undefined,
): readonly string[] {
  const policy = objectAt(application, 'spec', 'syncPolicy')
  const automated = isAutomated(policy) ? objectAt(policy, 'automated') : undefined
  if (event === 'sync' && compared !== undefined) {
    const why = compared.outOfSync.length === 0 ? nothingDiffers : whyNotStarted(automated, compared)
    return why === undefined ? [] : [`${why}, so automated sync does not start. This simulates a manual sync instead`]
  }
  if (application === undefined) return []
  if (event === 'self-heal' && automated?.['selfHeal'] !== true)
    return ['this Application does not self-heal: syncPolicy.automated.selfHeal is not set']
  // server/application/application.go `Rollback`
  if (event === 'rollback' && automated !== undefined)
    return ['Argo CD refuses a rollback while syncPolicy.automated is set: use git revert instead']
  return []
}

/** gitops-engine/pkg/sync/reconcile.go `splitHooks`, controller/appcontroller.go `autoSync` */
const nothingDiffers = 'nothing is OutOfSync (hooks are not compared)'

/** controller/appcontroller.go `autoSync`: it prunes only with `prune`, and deletes all objects only with `allowEmpty`. */
function whyNotStarted(automated: JsonObject | undefined, compared: Comparison): string | undefined {
  if (automated === undefined) return undefined
  const { outOfSync, extra, plain, skipped } = compared
  if (automated['prune'] !== true)
    return outOfSync.length === extra.length && skipped === 0
      ? 'only objects without a manifest are OutOfSync, and syncPolicy.automated.prune is not set'
      : undefined
  return plain === 0 && automated['allowEmpty'] !== true
    ? 'the sync would delete every object, and syncPolicy.automated.allowEmpty is not set'
    : undefined
}
