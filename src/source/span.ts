import type { Span } from '../diagnostic/diagnostic.ts'

/** A place in a YAML value: keys and list indexes from the document's root. */
export type ValuePath = readonly (string | number)[]

/** The place of the key or the value at a path. For a missing path, that of its nearest existing parent. */
export type Locate = (path: ValuePath, at?: 'key' | 'value') => Span
