import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import type { PlainMap, PlainNode } from '../source/yaml-plain-tree.ts'
import { asObject, isList } from './fields.ts'
import type { Json, JsonObject } from './manifest.ts'
import { resolveKey, resolvePlain } from './scalar.ts'

/** Told of each node that kubectl could not turn into JSON; null stands in its place, or the key is left out. */
export type Refuse = (node: Node, why: string) => void

export interface NodeValue {
  readonly value: Json
  /** Of maps with such keys: what a key is called, and what stands in the text (`true` and `on`). */
  readonly renamed: ReadonlyMap<JsonObject, ReadonlyMap<string, string>>
}

/**
 * The JSON that kubectl makes of a parsed document whose plain scalars were resolved by `resolvePlain`. Its maps merge
 * in the order of the text: a key above `<<` loses to the merged one (goyaml.v2/decode.go `mapping`). What an anchor
 * names is built once and shared.
 */
export function valueOf(root: Node | null, refuse: Refuse): NodeValue {
  const renamed = new Map<JsonObject, Map<string, string>>()
  return { value: build(root, { anchors: new Map(), renamed, refuse }), renamed }
}

/** The same for what the fast reader found. Undefined if there is a key to rename or anything to refuse. */
export function plainValueOf(root: PlainMap | undefined): NodeValue | undefined {
  const value = root === undefined ? undefined : plainMapping(root)
  return value === undefined ? undefined : { value, renamed: new Map() }
}

function plainJson(node: PlainNode): Json | undefined {
  if (node.kind === 'map') return plainMapping(node)
  if (node.kind !== 'list') return node.kind === 'text' ? wellFormed(node.text) : finite(resolvePlain(node.text))
  const list: Json[] = []
  for (const item of node.items) {
    const value = plainJson(item)
    if (value === undefined) return undefined
    list.push(value)
  }
  return list
}

function finite(value: ReturnType<typeof resolvePlain>): Json | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
}

function wellFormed(text: string): string | undefined {
  return text.isWellFormed() ? text : undefined
}

function plainMapping(map: PlainMap): JsonObject | undefined {
  const entries: Record<string, Json> = {}
  for (const { name, isQuoted, value } of map.entries) {
    const item = isItself(name, isQuoted) ? plainJson(value) : undefined
    if (item === undefined) return undefined
    put(entries, name, item)
  }
  return entries
}

function isItself(key: string, isQuoted: boolean): boolean {
  if (isQuoted) return key.isWellFormed()
  return !mayBeRenamed.test(key) || resolveKey(key) === key
}

/** No word that means something has more letters than `false`; only for speed. */
const mayBeRenamed = /^(?:[^]{0,5}$|[^a-zA-Z])/

interface Building {
  readonly anchors: Map<string, Json>
  readonly renamed: Map<JsonObject, Map<string, string>>
  readonly refuse: Refuse
}

function build(node: unknown, building: Building): Json {
  if (isAlias(node)) return building.anchors.get(node.source) ?? null
  const value = fresh(node, building)
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
    building.anchors.set(node.anchor, value)
  return value
}

function fresh(node: unknown, building: Building): Json {
  if (isScalar(node)) return scalar(node.value, node, building)
  if (isMap(node)) return mapping(node, building)
  return isSeq(node) ? node.items.map((item) => build(item, building)) : null
}

function scalar(value: unknown, node: Node, { refuse }: Building): Json {
  if (typeof value === 'string' && !value.isWellFormed()) refuse(node, halfOfPair)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'number') refuse(node, 'JSON has no infinity and no NaN')
  return null
}

/** kubectl reads U+FFFD in its place. Only an escape can write one. */
const halfOfPair = 'half of a surrogate pair is no character'

function mapping(map: YAMLMap, building: Building): JsonObject {
  const entries: Record<string, Json> = {}
  for (const pair of map.items) {
    if (isMerge(pair)) merge(entries, pair, building)
    else addPair(entries, pair, building)
  }
  return entries
}

function addPair(entries: Record<string, Json>, { key, value }: Pair, building: Building): void {
  if (!isScalar(key)) return
  const text = typeof key.value === 'string' ? key.value : (key.source ?? '')
  const name = key.type === 'PLAIN' && key.tag === undefined ? resolveKey(text) : text
  const item = build(value, building)
  if (name === undefined) return building.refuse(key, 'null and numbers beyond 63 bits are no keys')
  if (!name.isWellFormed()) return building.refuse(key, halfOfPair)
  if (name !== text) building.renamed.set(entries, new Map(building.renamed.get(entries)).set(name, text))
  put(entries, name, item)
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<' && key.tag === undefined
}

/** Of several maps the first wins. */
function merge(entries: Record<string, Json>, { value }: Pair, building: Building): void {
  const merged = build(value, building)
  for (const source of isList(merged) ? merged.toReversed() : [merged]) {
    for (const [name, item] of Object.entries(asObject(source) ?? {})) put(entries, name, item ?? null)
  }
}

/** `__proto__` is a key like any other. */
function put(entries: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') entries[name] = value
  else Object.defineProperty(entries, name, { value, enumerable: true, configurable: true, writable: true })
}
