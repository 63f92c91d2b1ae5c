import type { Unit } from '../manifest/sources.ts'
import { subjectOf, type Subject } from './subject.ts'

/** What one Application would sync, and what else was read with it. */
export interface AuditUnit {
  readonly name: string
  readonly subjects: readonly Subject[]
  /** `ConfigMap/name` of what is there, too, though nothing is known of it. */
  readonly generated: ReadonlySet<string>
  /** Every unit, this one among them. */
  readonly all: readonly AuditUnit[]
}

export function auditUnits(units: readonly Unit[]): readonly AuditUnit[] {
  const all: AuditUnit[] = []
  for (const { name, documents, generated } of units)
    all.push({ name, subjects: documents.map(subjectOf), generated: new Set(generated), all })
  return all
}
