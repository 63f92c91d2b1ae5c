/**
 * Makes a compiled validator strict that ignores unknown fields. It reads every field that its schema names (all
 * errors are collected, no branch is skipped) and lists the keys of its maps, so a field that it never read is one that
 * the schema does not have.
 */
import type { Json, JsonObject } from '../../../src/manifest/manifest.ts'
import { asObject, isList } from '../../../src/manifest/fields.ts'

export interface Tracked {
  /** The value to pass to the validator. */
  readonly value: JsonObject
  /** The paths of fields that were never read, outermost first. */
  unread(isOpen: (path: string) => boolean): readonly string[]
}

export function track(manifest: JsonObject): Tracked {
  const reads = new Map<object, Set<string>>()
  return {
    value: new Proxy<JsonObject>(manifest, recorder(reads)),
    unread: (isOpen) => [...unreadFields(manifest, '', reads, isOpen)],
  }
}

function recorder(reads: Map<object, Set<string>>): ProxyHandler<object> {
  return {
    get(target, key, receiver) {
      if (typeof key === 'string') reads.set(target, (reads.get(target) ?? new Set<string>()).add(key))
      const value: unknown = Reflect.get(target, key, receiver)
      return typeof value === 'object' && value !== null ? new Proxy(value, recorder(reads)) : value
    },
  }
}

function* unreadFields(
  value: Json | undefined,
  path: string,
  reads: ReadonlyMap<object, ReadonlySet<string>>,
  isOpen: (path: string) => boolean,
): Generator<string> {
  const entries = isList(value) ? value.entries() : Object.entries(asObject(value) ?? {})
  for (const [key, child] of entries) {
    const place = path === '' ? String(key) : `${path}.${key}`
    if (typeof value !== 'object' || value === null || !reads.get(value)?.has(String(key))) yield place
    else if (!isOpen(place)) yield* unreadFields(child, place, reads, isOpen)
  }
}
