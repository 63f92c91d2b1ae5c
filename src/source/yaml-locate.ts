import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml'
import type { Locate, ValuePath } from './span.ts'
import type { Aliases } from './yaml-inspect.ts'

/** Finds places on demand, because most are never needed. */
export function locateIn(file: string, document: Document.Parsed, aliases: Aliases): Locate {
  return (path, at = 'value') => {
    const { key, value } = descend(document.contents, path, aliases)
    const [start, end] = at === 'key' ? (key ?? value) : value
    return { file, start, end }
  }
}

type Range = readonly [number, number]

interface Place {
  readonly key: Range | undefined
  readonly value: Range
}

function descend(root: Node | null, path: ValuePath, aliases: Aliases): Place {
  let place: Place = { key: undefined, value: rangeOf(root) ?? [0, 0] }
  let node = root
  for (const step of path) {
    const next = child(dealias(node, aliases), step, aliases)
    // Point at the key under which the value is missing: that is where the user has to add it.
    if (next === undefined) return place.key === undefined ? place : { key: place.key, value: place.key }
    place = { key: next.key ?? rangeOf(next.node) ?? place.key, value: rangeOf(next.node) ?? next.key ?? place.value }
    node = next.node
  }
  return place
}

interface Child {
  readonly key: Range | undefined
  readonly node: Node | null
}

function child(node: Node | null, step: string | number, aliases: Aliases): Child | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step]
    return isNode(item) ? { key: undefined, node: item } : undefined
  }
  return isMap(node) ? inMap(node, String(step), aliases) : undefined
}

/** Of two equal keys the last one counts. A map's own keys win over merged ones. */
function inMap(map: YAMLMap, name: string, aliases: Aliases): Child | undefined {
  const { own, merges } = indexOf(map)
  const pair = own.get(name)
  if (pair !== undefined) return asChild(pair)
  for (const { value } of merges) {
    if (!isNode(value)) continue
    const merged = dealias(value, aliases)
    const sources = isSeq(merged) ? merged.items.filter(isNode) : [merged]
    for (const source of sources) {
      const found = child(dealias(source, aliases), name, aliases)
      if (found !== undefined) return found
    }
  }
  return undefined
}

interface Index {
  /** The last of each name. */
  readonly own: ReadonlyMap<string, Pair>
  readonly merges: readonly Pair[]
}

/** Each key of a map may be asked for. */
const indexes = new WeakMap<YAMLMap, Index>()

function indexOf(map: YAMLMap): Index {
  const known = indexes.get(map)
  if (known !== undefined) return known
  const own = new Map<string, Pair>()
  for (const pair of map.items) {
    const name = keyName(pair)
    if (name !== undefined) own.set(name, pair)
  }
  const index = { own, merges: map.items.filter((pair) => keyName(pair) === '<<') }
  indexes.set(map, index)
  return index
}

function asChild({ key, value }: Pair): Child {
  return { key: isNode(key) ? rangeOf(key) : undefined, node: isNode(value) ? value : null }
}

function keyName({ key }: Pair): string | undefined {
  return isScalar(key) && typeof key.value === 'string' ? key.value : undefined
}

function dealias(node: Node | null, aliases: Aliases): Node | null {
  return isAlias(node) ? (aliases.get(node) ?? node) : node
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value)
}

function rangeOf(node: Node | null): Range | undefined {
  const range = node?.range ?? undefined
  return range === undefined ? undefined : [range[0], range[1]]
}
