import type { Diagnostic, Edit } from '../diagnostic/diagnostic.ts'
import type { ListedCode } from '../diagnostic/codes.ts'
import { annotation } from '../manifest/annotations.ts'
import type { Span } from '../diagnostic/diagnostic.ts'
import type { Subject } from './subject.ts'
import type { AuditUnit } from './unit.ts'

/** A finding without its code, which the registry knows. */
export type Finding = Omit<Diagnostic, 'code' | 'severity'>

/** Rules never see each other. */
export type Rule = UnitRule | SubjectRule

/** What a rule finds that has to see all objects of a unit at once. */
export type UnitRule = (unit: AuditUnit) => readonly Finding[]

/** What a rule finds that looks at one object at a time: an object goes through all of these before the next one does. */
export interface SubjectRule {
  readonly ofSubject: (subject: Subject, unit: AuditUnit) => readonly Finding[] | undefined
  /** It has nothing to say about any other; undefined where it looks at all. */
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

/** Where the object is named; of a generated one, where its metadata stands. */
export function nameSpan({ locate }: Subject): Span {
  return locate(['metadata', 'name'])
}

/** A fix that writes an annotation's value anew; only where the object is what stands in the file. */
export function annotationFix(subject: Subject, key: string, value: string): Pick<Finding, 'fix'> {
  if (subject.origin !== 'written' || annotation(subject.manifest, key) === undefined) return {}
  const edits: Edit[] = [{ span: annotationSpan(subject, key), text: quoted(value) }]
  return { fix: { title: `write ${key}: ${value}`, edits } }
}

/** Numbers and the empty text would not be text without quotes. */
function quoted(value: string): string {
  return /^[A-Za-z][\w=,. -]*$/.test(value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value)
}
