import type { Locate, ValuePath } from '../source/span.ts'
import { isMap, valueAt } from './merge.ts'

/** A spec in one environment: where it and the patch stand in the file. */
export interface Layers {
  /** The file's own, from the root of the document. */
  readonly locate: Locate
  readonly base: unknown
  readonly environment: string
  /** Undefined without environments. */
  readonly patch: unknown
}

/**
 * Paths start at spec's fields. What the patch sets is found in the patch, everything else in spec, so that what
 * several environments share has one place.
 */
export function locateSpec({ locate, base, environment, patch }: Layers): Locate {
  return (path, at) => {
    const inPatch = owns(patch, path) || depth(patch, path) > depth(base, path)
    return locate([...(inPatch ? ['spec', 'environments', environment] : ['spec']), ...path], at)
  }
}

/** Whether the patch decides about the path: it names it, or replaces something above it by a list or a scalar. */
function owns(patch: unknown, path: ValuePath): boolean {
  for (let length = 0; length < path.length; length++) {
    const node = valueAt(patch, path.slice(0, length))
    if (node === undefined) return false
    if (!isMap(node)) return length > 0
  }
  return path.length > 0 && valueAt(patch, path) !== undefined
}

function depth(root: unknown, path: ValuePath): number {
  for (let length = path.length; length > 0; length--) {
    if (valueAt(root, path.slice(0, length)) !== undefined) return length
  }
  return 0
}
