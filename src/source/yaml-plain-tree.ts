/** A node of the plain reader: offsets into the text, `end` exclusive and -1 if only the full parser knows it. */
export type PlainNode = PlainMap | PlainList | PlainScalar

export interface PlainMap {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  /** In text order, without duplicate keys or `<<`. A list, because a Map takes twice the memory and there are many. */
  readonly entries: readonly PlainEntry[]
}

export interface PlainEntry {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isQuoted: boolean
  readonly value: PlainNode
}

export interface PlainList {
  readonly kind: 'list'
  readonly start: number
  readonly end: number
  readonly items: readonly PlainNode[]
}

export interface PlainScalar {
  /** `text` is always a string. The value of a `plain` scalar depends on its text; '' is a missing value. */
  readonly kind: 'text' | 'plain'
  readonly start: number
  readonly end: number
  readonly text: string
}

export function hasDuplicateKeys(entries: readonly PlainEntry[]): boolean {
  if (entries.length > few) return new Set(entries.map(({ name }) => name)).size < entries.length
  return entries.some(({ name }, index) => entries.findIndex((other) => other.name === name) < index)
}

/** Comparing up to this many keys is faster than building a Set. */
const few = 16

/** Placeholder for a refused node. The result of a refused text is discarded. */
export const nothing: PlainScalar = { kind: 'plain', start: 0, end: 0, text: '' }
