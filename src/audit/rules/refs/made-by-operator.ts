import { isNeededAtStart } from '../../needs.ts'
import { eachSubject, nameSpan, type Finding } from '../../rule.ts'
import { isEarlierWave, isSyncHook, placeOf, type Subject } from '../../subject.ts'
import { makersFor } from '../../unit.ts'

/** Applying an ExternalSecret takes a moment, but its Secret exists only after the operator has fetched the value. */
export const madeByOperator = eachSubject((user, unit) => {
  if (user.pod === undefined || !isSyncHook(user)) return undefined
  const found = new Map<string, Finding>()
  for (const reference of user.references) {
    const id = `${reference.kind}/${reference.name}`
    const maker = makersFor(unit, user, id).find((each) => each.id !== id)
    if (found.has(id) || maker === undefined || !isNeededAtStart(reference)) continue
    if (isEarlierWave(maker, user) || isEarlierWave(user, maker)) continue
    found.set(id, finding(user, maker, { id, path: reference.path }))
  }
  return [...found.values()]
})

function finding(
  user: Subject,
  maker: Subject,
  { id, path }: { readonly id: string; readonly path: Parameters<Subject['locate']>[0] },
): Finding {
  return {
    message: `${user.id} starts before ${id} exists: ${maker.id} creates it in the same wave (${placeOf(user)})`,
    why: 'the pod waits while its deadline is running, or gets the Secret of the previous sync',
    help: `give ${maker.id} a lower wave, so that Argo CD waits until it is ready`,
    span: user.locate(path),
    related: [{ span: nameSpan(maker), message: 'creates it' }],
  }
}
