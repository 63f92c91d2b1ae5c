import type { Locate, ValuePath } from './span.ts'
import type { PlainEntry, PlainMap, PlainNode } from './yaml-plain-tree.ts'

/** Does what locateIn does in a full parse, and falls back to `inFull` for positions that only the full parser knows. */
export function locateInPlain(file: string, root: PlainNode, inFull: Locate): Locate {
  return (path, at = 'value') => {
    const { key, value } = descend(root, path)
    const { start, end } = at === 'key' ? (key ?? value) : value
    return end < 0 ? inFull(path, at) : { file, start, end }
  }
}

interface Extent {
  readonly start: number
  readonly end: number
}

interface Place {
  readonly key: Extent | undefined
  readonly value: Extent
}

function descend(root: PlainNode, path: ValuePath): Place {
  let place: Place = { key: undefined, value: root }
  let node = root
  for (const step of path) {
    const next = child(node, step)
    // Point at the key under which the value is missing: that is where the user has to add it.
    if (next === undefined) return place.key === undefined ? place : { key: place.key, value: place.key }
    place = { key: next.key ?? next.node, value: next.node }
    node = next.node
  }
  return place
}

interface Child {
  readonly key: Extent | undefined
  readonly node: PlainNode
}

function child(node: PlainNode, step: string | number): Child | undefined {
  if (node.kind === 'map') {
    const entry = entryOf(node, String(step))
    return entry === undefined ? undefined : { key: entry, node: entry.value }
  }
  const item = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined
  return item === undefined ? undefined : { key: undefined, node: item }
}

/** Of maps with many keys: each of them may be asked for. */
const indexes = new WeakMap<PlainMap, ReadonlyMap<string, PlainEntry>>()
const few = 16

function entryOf(map: PlainMap, name: string): PlainEntry | undefined {
  if (map.entries.length <= few) return map.entries.find((entry) => entry.name === name)
  const known = indexes.get(map) ?? new Map(map.entries.map((entry) => [entry.name, entry]))
  indexes.set(map, known)
  return known.get(name)
}
