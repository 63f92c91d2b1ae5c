import { textAt } from '../../../manifest/fields.ts'
import { nameSpan, type Rule } from '../../rule.ts'
import { isEarlierWave, type Subject } from '../../subject.ts'
import { makersFor, type AuditUnit } from '../../unit.ts'

/** gitops-engine/pkg/health/health_pvc.go: a Pending claim is Progressing, so its wave waits for it. */
export const pvcBeforeConsumer: Rule = (unit) => {
  const usersOf = usersOfClaims(unit)
  return unit.subjects
    .filter(({ manifest: { kind } }) => kind === 'PersistentVolumeClaim')
    .flatMap((claim) => {
      const users = usersOf.get(claim) ?? []
      const [first] = users
      if (first === undefined || !users.every((user) => isEarlierWave(claim, user)) || bindsAtOnce(unit, claim))
        return []
      return [
        {
          message: `${claim.id} is in an earlier wave than ${first.id}, which mounts it`,
          why: 'with volumeBindingMode: WaitForFirstConsumer the claim stays Pending until a pod uses it, but Argo CD creates the pod only after the claim is bound',
          help: 'move the claim to the wave of its consumer, or use a StorageClass that binds immediately',
          span: nameSpan(claim),
          related: [{ span: nameSpan(first), message: 'the consumer' }],
        },
      ]
    })
}

function usersOfClaims(unit: AuditUnit): ReadonlyMap<Subject, readonly Subject[]> {
  const usersOf = new Map<Subject, Subject[]>()
  for (const user of unit.subjects) {
    const references = user.references.filter(({ kind }) => kind === 'PersistentVolumeClaim')
    if (references.length === 0) continue
    for (const claim of new Set(references.flatMap(({ kind, name }) => makersFor(unit, user, `${kind}/${name}`)))) {
      const users = usersOf.get(claim)
      if (users === undefined) usersOf.set(claim, [user])
      else users.push(user)
    }
  }
  return usersOf
}

/** Known only if the claim names its volume, or if the input contains its StorageClass. */
function bindsAtOnce({ all }: AuditUnit, { manifest }: Subject): boolean {
  if (textAt(manifest, 'spec', 'volumeName') !== undefined) return true
  const name = textAt(manifest, 'spec', 'storageClassName')
  return all.some(({ makers }) =>
    (makers.get(`StorageClass/${name}`) ?? []).some(
      (storage) => textAt(storage.manifest, 'volumeBindingMode') !== 'WaitForFirstConsumer',
    ),
  )
}
