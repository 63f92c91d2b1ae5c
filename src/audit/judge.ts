import type { ListedCode } from '../diagnostic/codes.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Rule } from './rule.ts'
import type { AuditUnit } from './unit.ts'

export interface CodedRule {
  readonly code: ListedCode
  readonly rule: Rule
}

/**
 * Findings come grouped by rule, but the objects are walked only once: with ten thousand objects none is still in the
 * CPU cache on the next walk, and that alone cost more than all rules together.
 */
export function judge(rules: readonly CodedRule[], unit: AuditUnit): readonly Diagnostic[] {
  const places = rules.map(({ code, rule }) => ({ code, rule, found: new Array<Diagnostic>() }))
  const ofSubject = places.flatMap((place) => (typeof place.rule === 'function' ? [] : { ...place, rule: place.rule }))
  const byKind = new Map<string, typeof ofSubject>()
  for (const subject of unit.subjects) {
    const { kind } = subject.manifest
    const own = byKind.get(kind) ?? ofSubject.filter(({ rule }) => rule.kinds?.has(kind) !== false)
    byKind.set(kind, own)
    for (const { code, rule, found } of own) {
      const findings = rule.ofSubject(subject, unit)
      if (findings !== undefined) for (const finding of findings) found.push(diagnostic(code, finding))
    }
  }
  for (const { code, rule, found } of places) {
    if (typeof rule === 'function') for (const finding of rule(unit)) found.push(diagnostic(code, finding))
  }
  return places.flatMap(({ found }) => found)
}
