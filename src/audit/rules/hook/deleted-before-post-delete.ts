import { annotation, csv, helmHookKey, hookKey } from '../../../manifest/annotations.ts'
import type { Manifest } from '../../../manifest/manifest.ts'
import { syncOptionValue } from '../../../manifest/sync-options.ts'
import { isNeededAtStart } from '../../needs.ts'
import { eachSubject, nameSpan, type Finding } from '../../rule.ts'
import { makersFor } from '../../unit.ts'

/** controller/appcontroller.go `finalizeApplicationDeletion`: runs PreDelete hooks, deletes all live objects, then runs PostDelete hooks. */
export const deletedBeforePostDelete = eachSubject((user, unit) => {
  if (user.pod === undefined || user.hook === undefined || !runsAfterDeletion(user.manifest)) return undefined
  const found = new Map<string, Finding>()
  for (const reference of user.references) {
    const id = `${reference.kind}/${reference.name}`
    if (found.has(id) || !isNeededAtStart(reference)) continue
    const makers = makersFor(unit, user, id)
    const [maker] = makers
    if (maker === undefined || makers.some(({ manifest }) => staysBehind(manifest))) continue
    found.set(id, {
      message: `${user.id} needs ${id}, which is deleted before it starts`,
      why: 'PostDelete hooks run after everything else of the Application is deleted, so its pod never starts and the deletion hangs',
      help: `make ${maker.id} a PostDelete hook as well, or do the work in a PreDelete hook`,
      span: user.locate(reference.path),
      related: [{ span: nameSpan(maker), message: 'deleted with the Application' }],
    })
  }
  return [...found.values()]
})

function runsAfterDeletion(manifest: Manifest): boolean {
  return csv(manifest, hookKey).includes('PostDelete') || csv(manifest, helmHookKey).includes('post-delete')
}

/** A PostDelete hook itself, or excluded from the deletion (`shouldBeDeleted`). */
function staysBehind(manifest: Manifest): boolean {
  const isKept =
    syncOptionValue(manifest, 'Delete') === 'false' || annotation(manifest, 'helm.sh/resource-policy') === 'keep'
  return isKept || runsAfterDeletion(manifest)
}
