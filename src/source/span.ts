import type { Span } from '../diagnostic/diagnostic.ts'

/** A place in a YAML value: keys and list indexes from the document's root. */
export type ValuePath = readonly (string | number)[]

/** Where the key, or the value, at a path stands. A path that does not exist gives the nearest parent that does. */
export type Locate = (path: ValuePath, at?: 'key' | 'value') => Span
