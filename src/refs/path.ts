import { asObject, isList } from '../manifest/fields.ts'
import type { Json } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'

/**
 * A pattern for fields of a manifest, e.g. `volumes[].configMap.name`. `[]` matches each item of a list, `**` any number
 * of keys and items.
 */
export type FieldPattern = string

const parsed = new Map<FieldPattern, readonly string[]>()

function segmentsOf(pattern: FieldPattern): readonly string[] {
  const known = parsed.get(pattern)
  if (known !== undefined) return known
  const segments = pattern.split('.').flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]))
  parsed.set(pattern, segments)
  return segments
}

export interface FoundField {
  readonly path: ValuePath
  readonly value: Json
  /** The parent of the field. */
  readonly holder: Json | undefined
}

/** Every value that matches the pattern, in document order. */
export function findFields(root: Json | undefined, pattern: FieldPattern): readonly FoundField[] {
  const segments = segmentsOf(pattern)
  const [first = ''] = segments
  // A fast path: every pattern is tried on every object, and most objects lack the field.
  if (root === undefined || (first !== '[]' && asObject(root)?.[first] === undefined)) return none
  const found: FoundField[] = []
  collect({ path: [], value: root, holder: undefined }, segments, 0, found)
  return found
}

const none: readonly FoundField[] = []

function collect(field: FoundField, segments: readonly string[], from: number, found: FoundField[]): void {
  let { value, holder } = field
  for (let at = from; at < segments.length; at++) {
    const segment = segments[at] ?? ''
    if (segment === '[]' || segment === '**') {
      const many = segment === '[]' ? collectItems : collectBelow
      many({ path: [...field.path, ...segments.slice(from, at)], value, holder }, segments, at, found)
      return
    }
    const next: Json | undefined = asObject(value)?.[segment]
    if (next === undefined) return
    holder = value
    value = next
  }
  found.push({ path: [...field.path, ...segments.slice(from)], value, holder })
}

function collectItems({ path, value }: FoundField, segments: readonly string[], at: number, found: FoundField[]): void {
  if (!isList(value)) return
  const below = segments[at + 1]
  const isKey = below !== undefined && below !== '[]' && below !== '**'
  for (const [index, item] of value.entries()) {
    // Most items lack the field, so this saves building their path.
    if (isKey && asObject(item)?.[below] === undefined) continue
    collect({ path: [...path, index], value: item, holder: value }, segments, at + 1, found)
  }
}

/** Matches the rest of the pattern here and at every deeper level. */
function collectBelow(field: FoundField, segments: readonly string[], at: number, found: FoundField[]): void {
  collect(field, segments, at + 1, found)
  const { path, value } = field
  const entries = isList(value) ? value.entries() : Object.entries(asObject(value) ?? {})
  for (const [key, child] of entries)
    if (typeof child === 'object')
      collectBelow({ path: [...path, key], value: child, holder: value }, segments, at, found)
}

/** A copy with every matching value replaced, which shares all unchanged parts. */
export function mapFields(root: Json, pattern: FieldPattern, replace: (value: Json) => Json): Json {
  return mapSegments(root, segmentsOf(pattern), replace)
}

function mapSegments(value: Json, segments: readonly string[], replace: (value: Json) => Json): Json {
  const [segment, ...rest] = segments
  if (segment === undefined) return replace(value)
  if (segment === '[]') {
    if (!isList(value)) return value
    const items = value.map((item) => mapSegments(item, rest, replace))
    return items.every((item, index) => item === value[index]) ? value : items
  }
  const object = asObject(value)
  const child = object?.[segment]
  if (object === undefined || child === undefined) return value
  const mapped = mapSegments(child, rest, replace)
  return mapped === child ? value : { ...object, [segment]: mapped }
}
