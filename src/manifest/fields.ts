import type { Json, JsonObject } from './manifest.ts'

/** These functions read untyped JSON without casts: a value of another type counts as absent. */
export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? value : undefined
}

/** For values that were parsed from JSON but are not typed as such, e.g. Kubernetes' own fields in a spec. */
export function jsonOf(value: unknown): Json | undefined {
  return value === undefined || isJson(value) ? value : undefined
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return true
  return typeof value === 'object' && Object.values(value).every((item) => item === undefined || isJson(item))
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

export function asText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Undefined if a step of the path is missing or not an object. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let current = value
  for (const key of path) current = asObject(current)?.[key]
  return current
}

export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject | undefined {
  return asObject(at(value, ...path))
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  return asText(at(value, ...path))
}

/** Only the objects in the list; an absent list counts as empty. */
export function objectsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const list = at(value, ...path)
  return isList(list) ? list.map(asObject).filter((item) => item !== undefined) : []
}

/** Only the strings in the list; an absent list counts as empty. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): readonly string[] {
  const list = at(value, ...path)
  return isList(list) ? list.flatMap((item) => asText(item) ?? []) : []
}

/** Only the string entries, in the order of the map. */
export function textMapAt(value: Json | undefined, ...path: readonly string[]): Readonly<Record<string, string>> {
  const map: Record<string, string> = {}
  const object = objectAt(value, ...path)
  for (const [key, text] of Object.entries(object ?? {})) {
    if (typeof text === 'string') map[key] = text
  }
  return map
}

export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))
}
