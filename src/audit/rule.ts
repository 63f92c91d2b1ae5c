import type { Diagnostic, Edit } from '../diagnostic/diagnostic.ts'
import type { ListedCode } from '../diagnostic/codes.ts'
import { annotation } from '../manifest/annotations.ts'
import type { Span } from '../diagnostic/diagnostic.ts'
import type { Subject } from './subject.ts'
import type { AuditUnit } from './unit.ts'

/** A finding without its code, which the registry adds. */
export type Finding = Omit<Diagnostic, 'code' | 'severity'>

/** Rules never depend on each other. */
export type Rule = UnitRule | SubjectRule

/** A rule that needs all objects of a unit at once. */
export type UnitRule = (unit: AuditUnit) => readonly Finding[]

/** A rule that judges one object at a time. An object passes all of these rules before the next object does. */
export interface SubjectRule {
  readonly ofSubject: (subject: Subject, unit: AuditUnit) => readonly Finding[] | undefined
  /** The only kinds that the rule judges; undefined means every kind. */
  readonly kinds?: ReadonlySet<string>
}

export type Registry = Readonly<Partial<Record<ListedCode, Rule>>>

export function eachSubject(check: SubjectRule['ofSubject']): SubjectRule {
  return { ofSubject: check }
}

export function eachOf(kind: string, check: SubjectRule['ofSubject']): SubjectRule {
  return eachAmong([kind], check)
}

export function eachAmong(kinds: Iterable<string>, check: SubjectRule['ofSubject']): SubjectRule {
  return { ofSubject: check, kinds: new Set(kinds) }
}

export function annotationSpan({ locate }: Subject, key: string, at: 'key' | 'value' = 'value'): Span {
  return locate(['metadata', 'annotations', key], at)
}

/** The object's name, or its metadata if the name is generated. */
export function nameSpan({ locate }: Subject): Span {
  return locate(['metadata', 'name'])
}

/** A fix that replaces an annotation's value. Rendered objects have none: their text is not in the file. */
export function annotationFix(subject: Subject, key: string, value: string): Pick<Finding, 'fix'> {
  if (subject.origin !== 'written' || annotation(subject.manifest, key) === undefined) return {}
  const edits: Edit[] = [{ span: annotationSpan(subject, key), text: quoted(value) }]
  return { fix: { title: `write ${key}: ${value}`, edits } }
}

/** Without quotes YAML would read a number, the empty string or `yes` as another type. */
function quoted(value: string): string {
  return /^[A-Za-z][\w=,. -]*$/.test(value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value)
}
