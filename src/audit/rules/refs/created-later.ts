import { eachSubject, nameSpan, type Finding } from '../../rule.ts'
import { isEarlierWave, isSyncHook, placeOf, type Subject } from '../../subject.ts'
import { isNeededAtStart } from '../../needs.ts'
import { makersFor, type AuditUnit } from '../../unit.ts'

/** Argo CD waits for these pods before it applies what they wait for (for hooks always, else in all waves but the last). */
export const createdLater = eachSubject((user, unit) => (isWaitedFor(user) ? judge(unit, user) : undefined))

function isWaitedFor({ pod, manifest, positions: [place] }: Subject): boolean {
  return pod !== undefined && manifest.kind !== 'CronJob' && place !== undefined && place.phase !== 'SyncFail'
}

function judge(unit: AuditUnit, user: Subject): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const reference of user.references) {
    const id = `${reference.kind}/${reference.name}`
    if (found.has(id) || !isNeededAtStart(reference)) continue
    const makers = makersFor(unit, user, id).filter(({ positions }) => positions.length > 0)
    const [maker] = makers
    if (maker === undefined || !makers.every((each) => isEarlierWave(user, each))) continue
    found.set(id, {
      message: `${user.id} (${placeOf(user)}) uses ${id}, which is created in ${placeOf(maker)}`,
      why: `the first sync never ends, because the pod waits for it and Argo CD waits for the pod${isSyncHook(user) ? ' (later syncs use what the previous one left)' : ''}`,
      help: 'create it in an earlier wave of the same phase, or make what uses it a Sync hook in a later wave',
      span: user.locate(reference.path),
      related: [{ span: nameSpan(maker), message: `created in ${placeOf(maker)}` }],
    })
  }
  return [...found.values()]
}
