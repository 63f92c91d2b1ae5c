import type { Json, JsonObject } from './manifest.ts'

/** Reading untyped JSON without casts: what is not of the asked shape is absent. */
export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? value : undefined
}

/** A value that came as JSON but is not typed as such, e.g. Kubernetes' own fields in a spec. */
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

/** The value at a path of keys, or undefined where a step is missing or no object. */
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

/** The objects of the list at a path; an absent list is empty. */
export function objectsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const list = at(value, ...path)
  return isList(list) ? list.map(asObject).filter((item) => item !== undefined) : []
}

/** The texts of the list at a path; an absent list is empty. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): readonly string[] {
  const list = at(value, ...path)
  return isList(list) ? list.flatMap((item) => asText(item) ?? []) : []
}

/** The string entries of the map at a path, in key order of the map. */
export function textMapAt(value: Json | undefined, ...path: readonly string[]): Readonly<Record<string, string>> {
  const map: Record<string, string> = {}
  const object = objectAt(value, ...path)
  for (const [key, text] of Object.entries(object ?? {})) {
    if (typeof text === 'string') map[key] = text
  }
  return map
}

/** A copy without some keys. */
export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))
}
