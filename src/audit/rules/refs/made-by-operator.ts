import { isNeededAtStart } from '../../needs.ts'
import { eachSubject, nameSpan, type Finding } from '../../rule.ts'
import { isEarlierWave, isSyncHook, placeOf, type Subject } from '../../subject.ts'
import { makersFor } from '../../unit.ts'

/** An ExternalSecret is applied in a moment; its Secret comes when the operator has fetched it. */
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
    message: `${user.id} starts before ${id} is there: ${maker.id} makes it, in the same wave (${placeOf(user)})`,
    why: 'the pod waits, and its deadline is already running; the Secret of the sync before may be what it gets',
    help: `give ${maker.id} a lower wave: Argo CD then waits until it is ready`,
    span: user.locate(path),
    related: [{ span: nameSpan(maker), message: 'makes it' }],
  }
}
