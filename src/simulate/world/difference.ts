import { asObject, isList, without } from '../../manifest/fields.ts'
import type { Json, Manifest } from '../../manifest/manifest.ts'

/** Where a target differs from the live object: in the spec, which controllers act on, or only in metadata. */
export type Difference = 'none' | 'metadata' | 'spec'

/**
 * What applying `target` over `live` would change. An object read from a cluster has fields that the API server filled
 * in, so only the target's fields are compared. A live object from manifests is compared whole.
 */
export function differenceOf(target: Manifest, live: Manifest): Difference {
  if (target === live) return 'none'
  const same = isFromCluster(live) ? contains : equals
  if (!same(body(live), body(target))) return 'spec'
  const [has, wants] = [live.metadata, target.metadata]
  const labels = same(has['labels'] ?? {}, wants['labels'] ?? {})
  return labels && same(has['annotations'] ?? {}, wants['annotations'] ?? {}) ? 'none' : 'metadata'
}

/** A field that is `undefined` counts as absent, as in JSON. */
export function equals(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => equals(item, b[index]))
  const [left, right] = [asObject(a), asObject(b)]
  if (left === undefined || right === undefined) return false
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => equals(left[key], right[key]))
}

/** Whether every field of `part` has the same value in `whole`. */
export function contains(whole: Json | undefined, part: Json | undefined): boolean {
  if (whole === part) return true
  if (isList(part))
    return isList(whole) && whole.length === part.length && part.every((item, index) => contains(whole[index], item))
  const [has, wants] = [asObject(whole), asObject(part)]
  if (has === undefined || wants === undefined) return false
  return Object.keys(wants).every((key) => wants[key] === undefined || contains(has[key], wants[key]))
}

/** Whether the API server has added its own fields. */
export function isFromCluster({ metadata }: Manifest): boolean {
  return ['uid', 'resourceVersion', 'managedFields'].some((field) => metadata[field] !== undefined)
}

function body(manifest: Manifest): Json {
  return without(manifest, 'metadata', 'status', 'apiVersion', 'kind')
}
