import { textMapAt } from '../manifest/fields.ts'
import { podSelectorOf, selects } from '../refs/selector.ts'
import type { Subject } from './subject.ts'
import { mayShareNamespace, type AuditUnit } from './unit.ts'

/** Selectors by one label that they require, so that a pod is matched against few; `others` are always matched. */
interface SelectorIndex {
  readonly byPair: ReadonlyMap<string, readonly Subject[]>
  readonly others: readonly Subject[]
  /** Results so far. */
  readonly known: Map<Subject, readonly Subject[]>
}

const indexes = new WeakMap<AuditUnit, SelectorIndex>()

/** The objects of the unit whose selectors match the pods of the Job. */
export function selecting(unit: AuditUnit, job: Subject): readonly Subject[] {
  const index = indexOf(unit)
  const before = index.known.get(job)
  if (before !== undefined) return before
  const found = findSelecting(index, job)
  index.known.set(job, found)
  return found
}

function findSelecting({ byPair, others }: SelectorIndex, job: Subject): readonly Subject[] {
  const labels = textMapAt(job.pod?.template, 'metadata', 'labels')
  const candidates = Object.entries(labels).flatMap(([key, value]) => byPair.get(pair(key, value)) ?? [])
  return [...candidates, ...others].filter((subject) => {
    const selector = podSelectorOf(subject.manifest)
    return selector !== undefined && mayShareNamespace(subject, job) && selects(selector, labels)
  })
}

function indexOf(unit: AuditUnit): SelectorIndex {
  const before = indexes.get(unit)
  if (before !== undefined) return before
  const byPair = new Map<string, Subject[]>()
  const others: Subject[] = []
  for (const subject of unit.subjects) {
    const selector = podSelectorOf(subject.manifest)
    if (selector === undefined) continue
    const wanted = selector.form === 'map' ? textMapAt(selector.selector) : textMapAt(selector.selector, 'matchLabels')
    const [first] = Object.entries(wanted)
    if (first === undefined) others.push(subject)
    else byPair.set(pair(...first), [...(byPair.get(pair(...first)) ?? []), subject])
  }
  const index = { byPair, others, known: new Map() }
  indexes.set(unit, index)
  return index
}

function pair(key: string, value: string): string {
  return `${key}=${value}`
}
