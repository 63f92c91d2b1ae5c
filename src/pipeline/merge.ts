/** A YAML map; YAML keys are strings here. */
export type RawMap = Readonly<Record<string, unknown>>

export function isMap(value: unknown): value is RawMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** JSON Merge Patch (RFC 7386, section 2): maps merge, everything else replaces, null removes. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch
  // A Map and fromEntries, so that a key called __proto__ is a key like any other.
  const merged = new Map(isMap(target) ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else merged.set(key, mergePatch(merged.get(key), value))
  }
  return Object.fromEntries(merged)
}

/** Undefined for a path that does not exist. */
export function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = asList(value)[step]
    else if (isMap(value) && Object.hasOwn(value, step)) value = value[step]
    else return undefined
  }
  return value
}

function asList(value: readonly unknown[]): readonly unknown[] {
  return value
}
