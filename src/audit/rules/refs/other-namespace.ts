import { isNeededAtStart } from '../../needs.ts'
import { eachSubject, nameSpan, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersFor, type AuditUnit } from '../../unit.ts'

/** A pod can use only objects of its own namespace. */
export const otherNamespace = eachSubject((user, unit) => {
  if (user.pod === undefined) return undefined
  const found = new Map<string, Finding>()
  for (const reference of user.references) {
    const id = `${reference.kind}/${reference.name}`
    const maker = isNeededAtStart(reference) ? onlyElsewhere(unit, user, id) : undefined
    if (maker === undefined || found.has(id)) continue
    const [own = '', other = ''] = [user.manifest.metadata.namespace, maker.manifest.metadata.namespace]
    found.set(id, {
      message: `${user.id} is in namespace ${own}, but ${id} is only in ${other}`,
      why: 'a pod can use only objects of its own namespace, so it does not start',
      help: `create ${id} in namespace ${own} as well`,
      span: user.locate(reference.path),
      related: [{ span: nameSpan(maker), message: `in ${other}` }],
    })
  }
  return [...found.values()]
})

function onlyElsewhere(unit: AuditUnit, user: Subject, id: string): Subject | undefined {
  if (unit.generated.has(id) || unit.all.some((each) => makersFor(each, user, id).length > 0)) return undefined
  return unit.makers.get(id)?.[0]
}
