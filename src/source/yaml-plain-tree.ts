/** What the plain reader finds: offsets into the text, `end` exclusive and -1 where only the full parser knows it. */
export type PlainNode = PlainMap | PlainList | PlainScalar

export interface PlainMap {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  /** In the order of the text; no key twice, and no `<<`. */
  readonly entries: ReadonlyMap<string, PlainEntry>
}

export interface PlainEntry {
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

/** Stands where something was refused; nobody sees it. */
export const nothing: PlainScalar = { kind: 'plain', start: 0, end: 0, text: '' }
