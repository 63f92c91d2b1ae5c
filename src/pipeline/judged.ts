import type { Span } from '../diagnostic/diagnostic.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import type { Schema } from './shape.ts'

/** What an issue is about: the schema, and the value that was held against it. */
export interface Judged {
  readonly schema: Schema
  readonly value: unknown
  readonly locate: Locate
  /** The text of the file at a span. */
  readonly source: (span: Span) => string
  /** What the root of the value is called. */
  readonly root: string
}

/** As a person writes it: `smokeTest.http[0].path`. */
export function nameOf(path: ValuePath, root: string): string {
  let name = ''
  for (const step of path) name += typeof step === 'number' ? `[${step}]` : `${name === '' ? '' : '.'}${step}`
  return name === '' ? root : name
}
