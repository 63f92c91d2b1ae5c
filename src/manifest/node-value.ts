import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import type { PlainMap, PlainNode } from '../source/yaml-plain-tree.ts'
import { asObject, isList } from './fields.ts'
import type { Json, JsonObject } from './manifest.ts'
import { resolveKey, resolvePlain } from './scalar.ts'

/** Called for each node that kubectl cannot convert to JSON, which becomes null, or is dropped if it is a key. */
export type Refuse = (node: Node, why: string) => void

export interface NodeValue {
  readonly value: Json
  /** For maps with renamed keys: from the key (`true`) to its spelling in the text (`on`). */
  readonly renamed: ReadonlyMap<JsonObject, ReadonlyMap<string, string>>
}

/**
 * The JSON that kubectl derives from a parsed document whose plain scalars were resolved by `resolvePlain`. Maps merge in
 * text order: a key above `<<` loses to the merged one (goyaml.v2/decode.go `mapping`). An anchored value is built once
 * and shared.
 */
export function valueOf(root: Node | null, refuse: Refuse): NodeValue {
  const renamed = new Map<JsonObject, Map<string, string>>()
  return { value: build(root, { anchors: new Map(), renamed, refuse }), renamed }
}

/** For the result of the fast reader; undefined if a key needs renaming or a value has to be refused. */
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

/** For speed: `false` is the longest word with a special meaning. */
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
  if (typeof value === 'number') refuse(node, 'JSON has neither infinity nor NaN')
  return null
}

/** kubectl reads it as U+FFFD. Only an escape can produce one. */
const halfOfPair = 'half of a surrogate pair is not a character'

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
  if (name === undefined) return building.refuse(key, 'null and numbers beyond 63 bits cannot be keys')
  if (!name.isWellFormed()) return building.refuse(key, halfOfPair)
  if (name !== text) building.renamed.set(entries, new Map(building.renamed.get(entries)).set(name, text))
  put(entries, name, item)
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<' && key.tag === undefined
}

/** When several maps have the same key, the first one wins. */
function merge(entries: Record<string, Json>, { value }: Pair, building: Building): void {
  const merged = build(value, building)
  for (const source of isList(merged) ? merged.toReversed() : [merged]) {
    for (const [name, item] of Object.entries(asObject(source) ?? {})) put(entries, name, item ?? null)
  }
}

/** A plain assignment to `__proto__` would set the prototype. */
function put(entries: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') entries[name] = value
  else Object.defineProperty(entries, name, { value, enumerable: true, configurable: true, writable: true })
}
