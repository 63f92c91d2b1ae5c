/** What the plain reader finds: offsets into the text, `end` exclusive and -1 where only the full parser knows it. */
export type PlainNode = PlainMap | PlainList | PlainScalar

export interface PlainMap {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  /** In the order of the text; no key twice, and no `<<`. A list: a Map takes twice the memory, and there are many. */
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
  /** Text is a string whatever it says; a plain scalar is what its text means, and '' a value that is missing. */
  readonly kind: 'text' | 'plain'
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Whether a key stands there twice. */
export function hasTwins(entries: readonly PlainEntry[]): boolean {
  if (entries.length > few) return new Set(entries.map(({ name }) => name)).size < entries.length
  return entries.some(({ name }, index) => entries.findIndex((other) => other.name === name) < index)
}

/** So many are compared faster than a Set of them is made. */
const few = 16

/** Stands where something was refused; nobody sees it. */
export const nothing: PlainScalar = { kind: 'plain', start: 0, end: 0, text: '' }
