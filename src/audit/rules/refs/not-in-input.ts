import { at, isList } from '../../../manifest/fields.ts'
import { scopeOf } from '../../../manifest/kinds.ts'
import { looseReferencesOf } from '../../../refs/loose.ts'
import type { ValuePath } from '../../../source/span.ts'
import { isNeededAtStart } from '../../needs.ts'
import type { Finding, Rule } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersIn, type AuditUnit } from '../../unit.ts'

/** The platform team creates these once, or they are part of the cluster. */
const outside: ReadonlySet<string> = new Set([
  'ClusterRole',
  'ClusterSecretStore',
  'ClusterIssuer',
  'ClusterTriggerAuthentication',
  'ClusterAnalysisTemplate',
  'ServiceAccount',
  'GatewayClass',
  'IngressClass',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
])

/** Usually all defined in one place: if the input has some of the kind, a missing one is probably a wrong name. */
const kept: ReadonlySet<string> = new Set(['AppProject', 'Namespace'])
const given: ReadonlySet<string> = new Set(['AppProject/default', 'Namespace/default', 'Namespace/kube-system'])

/** The cluster may still have the object, which the input cannot show. One finding per object, at its first use. */
export const notInInput: Rule = (unit) => {
  const found = new Map<string, Finding>()
  for (const user of unit.subjects) {
    for (const { kind, name, namespace, path } of namedBy(user)) {
      const id = `${kind}/${name}`
      const key = `${namespace ?? ''} ${id}`
      if (name === '' || found.has(key) || isThere(unit, user, { id, kind, namespace })) continue
      found.set(key, {
        message: `nothing in the input creates ${id}, which ${user.id} refers to`,
        why: 'unless the cluster already has it, the object that refers to it does not work',
        help: 'add it, or make sure that something else creates it',
        span: user.locate(path),
      })
    }
  }
  return [...found.values()]
}

interface Named {
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  readonly path: ValuePath
}

function namedBy(user: Subject): readonly Named[] {
  const { namespace } = user.manifest.metadata
  const strict = user.references.filter((reference) =>
    user.pod === undefined || reference.path[0] !== 'spec' ? !reference.isOptional : isNeededAtStart(reference),
  )
  return [...strict.map((each) => ({ ...each, namespace })), ...looseReferencesOf(user.manifest)].filter(
    ({ kind }) => kept.has(kind) || !(outside.has(kind) || scopeOf('v1', kind) === 'cluster'),
  )
}

function isThere(
  unit: AuditUnit,
  user: Subject,
  { id, kind, namespace }: { readonly id: string; readonly kind: string; readonly namespace: string | undefined },
): boolean {
  if (kept.has(kind) && (given.has(id) || !isMadeHere(unit, kind))) return true
  if (kind === 'Namespace' && createsNamespace(user)) return true
  // If another namespace of this unit has it, refs/other-namespace reports that.
  if (unit.generated.has(id) || (user.pod !== undefined && unit.makers.has(id))) return true
  return unit.all.some((each) => makersIn(each, id, kind === 'Namespace' ? undefined : namespace).length > 0)
}

function isMadeHere({ all }: AuditUnit, wanted: string): boolean {
  return all.some(({ subjects }) => subjects.some(({ manifest: { kind } }) => kind === wanted))
}

function createsNamespace({ manifest }: Subject): boolean {
  const options = at(manifest, 'spec', 'syncPolicy', 'syncOptions')
  return isList(options) && options.includes('CreateNamespace=true')
}
