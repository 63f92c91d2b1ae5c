/** What has been set since the map below was made: more than these, and a new one is made. */
const most = 24

/**
 * A map with one entry more. Each statement makes a new schema, and every one of them is kept: to copy hundreds of tables
 * for a column would cost more than to read the SQL. Its order is that of a Map.
 */
export function set<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  if (isOverlay(map)) return withEntry(map, key, value)
  return map.size < most ? new Map(map).set(key, value) : new Overlay(map, new Map([[key, value]]))
}

function isOverlay<K, V>(map: ReadonlyMap<K, V>): map is Overlay<K, V> {
  return map instanceof Overlay
}

function withEntry<K, V>(map: Overlay<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return map.above.size < most
    ? new Overlay(map.below, new Map(map.above).set(key, value))
    : new Map(map).set(key, value)
}

class Overlay<K, V> implements ReadonlyMap<K, V> {
  readonly below: ReadonlyMap<K, V>
  readonly above: ReadonlyMap<K, V>
  readonly size: number

  constructor(below: ReadonlyMap<K, V>, above: ReadonlyMap<K, V>) {
    this.below = below
    this.above = above
    let size = below.size
    for (const key of above.keys()) if (!below.has(key)) size += 1
    this.size = size
  }

  get(key: K): V | undefined {
    return this.above.has(key) ? this.above.get(key) : this.below.get(key)
  }

  has(key: K): boolean {
    return this.above.has(key) || this.below.has(key)
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }

  *[Symbol.iterator](): MapIterator<[K, V]> {
    for (const entry of this.below) {
      const own = this.above.get(entry[0])
      yield own === undefined ? entry : [entry[0], own]
    }
    for (const entry of this.above) if (!this.below.has(entry[0])) yield entry
  }

  entries(): MapIterator<[K, V]> {
    return this[Symbol.iterator]()
  }

  *keys(): MapIterator<K> {
    yield* this.below.keys()
    for (const key of this.above.keys()) if (!this.below.has(key)) yield key
  }

  *values(): MapIterator<V> {
    for (const [, value] of this) yield value
  }
}
