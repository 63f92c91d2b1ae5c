import { objectsAt, textAt } from '../manifest/fields.ts'
import type { Unit } from '../render/index.ts'
import { productsOf } from '../refs/references.ts'
import { subjectOf, type Subject } from './subject.ts'

/** What one Application syncs, and all other units of the input. */
export interface AuditUnit {
  readonly name: string
  readonly from: Unit['from']
  readonly subjects: readonly Subject[]
  /** The objects that create e.g. `Secret/orders-db`, in any namespace. */
  readonly makers: ReadonlyMap<string, readonly Subject[]>
  /** The Namespaces among the subjects. */
  readonly namespaces: readonly Subject[]
  /** `ConfigMap/name` of objects that exist although their content is unknown. */
  readonly generated: ReadonlySet<string>
  /** Every unit, including this one. */
  readonly all: readonly AuditUnit[]
}

export function auditUnits(units: readonly Unit[]): readonly AuditUnit[] {
  const all: AuditUnit[] = []
  for (const { name, from, documents, generated } of units) {
    const subjects = documents.map(subjectOf)
    const namespaces = subjects.filter(({ manifest: { kind } }) => kind === 'Namespace')
    all.push({ name, from, subjects, makers: makersOf(subjects), namespaces, generated: new Set(generated), all })
  }
  return all
}

function makersOf(subjects: readonly Subject[]): ReadonlyMap<string, readonly Subject[]> {
  const makers = new Map<string, Subject[]>()
  for (const subject of subjects) {
    for (const { kind, name } of productsOf(subject.manifest)) {
      const id = `${kind}/${name}`
      const known = makers.get(id)
      if (known === undefined) makers.set(id, [subject])
      else known.push(subject)
    }
  }
  return makers
}

/** The makers that the object can refer to. Without a namespace of its own it gets the Application's. */
export function makersFor(unit: AuditUnit, of: Subject, id: string): readonly Subject[] {
  return makersIn(unit, id, of.manifest.metadata.namespace)
}

/** The makers that may be in the namespace; undefined means unknown or cluster-wide, and matches all. */
export function makersIn({ makers }: AuditUnit, id: string, namespace: string | undefined): readonly Subject[] {
  return (makers.get(id) ?? []).filter((maker) => isInNamespace(maker, namespace))
}

export function mayShareNamespace(a: Subject, b: Subject): boolean {
  return isInNamespace(a, b.manifest.metadata.namespace)
}

function isInNamespace({ manifest: { metadata } }: Subject, namespace: string | undefined): boolean {
  return metadata.namespace === undefined || namespace === undefined || metadata.namespace === namespace
}

/** The units at the paths of the Application's sources, as far as the input contains them. */
export function unitsOf({ manifest }: Subject, { all }: AuditUnit): readonly AuditUnit[] {
  const sources = [textAt(manifest, 'spec', 'source', 'path'), ...pathsOf(manifest)]
  const paths = sources.flatMap((path) => path?.replace(/^\.\//, '').replace(/\/+$/, '') ?? [])
  return all.filter(({ name }) => paths.some((path) => path !== '' && (name === path || name.endsWith(`/${path}`))))
}

function pathsOf(manifest: Subject['manifest']): readonly (string | undefined)[] {
  return objectsAt(manifest, 'spec', 'sources').map((source) => textAt(source, 'path'))
}
