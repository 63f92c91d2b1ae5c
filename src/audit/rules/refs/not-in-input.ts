import { looseReferencesOf } from '../../../refs/loose.ts'
import { scopeOf } from '../../../manifest/kinds.ts'
import { isNeededAtStart } from '../../needs.ts'
import type { Finding, Rule } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersFor, type AuditUnit } from '../../unit.ts'

/** What the platform's people make once, and what is part of the cluster. */
const outside: ReadonlySet<string> = new Set(['ClusterRole', 'ClusterSecretStore', 'ClusterIssuer', 'ServiceAccount'])

/** It may be there all the same: only a person knows. One finding for each object, at its first use. */
export const notInInput: Rule = (unit) => {
  const found = new Map<string, Finding>()
  for (const user of unit.subjects) {
    for (const { kind, name, path } of namedBy(user)) {
      const id = `${kind}/${name}`
      const key = `${user.manifest.metadata.namespace ?? ''} ${id}`
      if (name === '' || found.has(key) || isThere(unit, user, id)) continue
      found.set(key, {
        message: `nothing here makes ${id}, which ${user.id} names`,
        why: 'if it is not in the cluster already, what names it does not work',
        help: 'make sure that it is made by somebody else, or add it',
        span: user.locate(path),
      })
    }
  }
  return [...found.values()]
}

function namedBy(user: Subject): readonly { kind: string; name: string; path: readonly (string | number)[] }[] {
  const strict = user.references.filter((reference) =>
    user.pod === undefined || reference.path[0] !== 'spec' ? !reference.isOptional : isNeededAtStart(reference),
  )
  const loose = looseReferencesOf(user.manifest).filter(
    ({ namespace }) => namespace === user.manifest.metadata.namespace,
  )
  return [...strict, ...loose].filter(({ kind }) => !outside.has(kind) && scopeOf('v1', kind) !== 'cluster')
}

function isThere(unit: AuditUnit, user: Subject, id: string): boolean {
  // In another namespace of this unit: refs/other-namespace says more.
  if (unit.generated.has(id) || (user.pod !== undefined && unit.makers.has(id))) return true
  return unit.all.some((each) => makersFor(each, user, id).length > 0)
}
