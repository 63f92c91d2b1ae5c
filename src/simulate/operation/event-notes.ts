import { at } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { SyncEvent } from './from-application.ts'

/** What the Application itself has against this event. */
export function eventNotes(application: Manifest | undefined, event: SyncEvent): readonly string[] {
  if (application === undefined) return []
  const automated = at(application, 'spec', 'syncPolicy', 'automated')
  if (event === 'self-heal' && at(automated, 'selfHeal') !== true)
    return ['this Application does not heal itself: syncPolicy.automated.selfHeal is not set']
  // server/application/application.go `Rollback`
  if (event === 'rollback' && automated !== undefined)
    return ['Argo CD refuses a rollback while syncPolicy.automated is set: git revert is the way back']
  return []
}
