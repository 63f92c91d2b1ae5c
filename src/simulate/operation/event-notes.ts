import { at } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { SyncEvent } from './from-application.ts'

/**
 * What the Application itself has against this event. `differing` is what is OutOfSync; undefined where nothing is known
 * to be live.
 */
export function eventNotes(
  application: Manifest | undefined,
  event: SyncEvent,
  differing: readonly string[] | undefined,
): readonly string[] {
  if (event === 'sync' && differing?.length === 0) return [nothingDiffers]
  if (application === undefined) return []
  const automated = at(application, 'spec', 'syncPolicy', 'automated')
  if (event === 'self-heal' && at(automated, 'selfHeal') !== true)
    return ['this Application does not heal itself: syncPolicy.automated.selfHeal is not set']
  // server/application/application.go `Rollback`
  if (event === 'rollback' && automated !== undefined)
    return ['Argo CD refuses a rollback while syncPolicy.automated is set: git revert is the way back']
  return []
}

/** gitops-engine/pkg/sync/reconcile.go `splitHooks`, controller/appcontroller.go `autoSync` */
const nothingDiffers =
  'nothing is OutOfSync (hooks are not compared), so automated sync does not start; this is played as a sync by hand'
