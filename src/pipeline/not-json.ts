import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'

import type { Locate, ValuePath } from '../source/span.ts'
import { nameOf } from './judged.ts'
import { isMap } from './merge.ts'

/** What YAML can say and JSON can't, wherever a spec takes values as they are, e.g. in `application`. */
export function notJson(spec: unknown, locate: Locate): Diagnostic[] {
  const found: Diagnostic[] = []
  search(spec, [], (what, path, part) => {
    const message = `${nameOf(path, 'spec')} ${what}`
    const help = 'write what is meant; in quotes if it is text'
    found.push(diagnostic('spec/bad-value', { message, help, span: locate(path, part) }))
  })
  return found
}

type Report = (what: string, path: ValuePath, part: 'key' | 'value') => void

function search(value: unknown, path: ValuePath, report: Report): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    report('is not a number that a manifest can hold', path, 'value')
  if (typeof value === 'string' && !value.isWellFormed()) report(halfOfPair, path, 'value')
  if (Array.isArray(value)) for (const [index, item] of value.entries()) search(item, [...path, index], report)
  else if (isMap(value)) {
    for (const [name, child] of Object.entries(value)) {
      if (!name.isWellFormed()) report(halfOfPair, [...path, name], 'key')
      search(child, [...path, name], report)
    }
  }
}

const halfOfPair = 'holds half of a surrogate pair, which is not a character'
