import type { Edit } from '../diagnostic/diagnostic.ts'
import type { ValuePath } from '../source/span.ts'
import { asObject, isList, at } from './fields.ts'
import type { LoadedDocument } from './load.ts'
import type { Json, JsonObject, Manifest } from './manifest.ts'
import { writeYaml } from './write.ts'

/** Entries of a list that a map of the document holds, or is to hold. */
export interface NewItems {
  /** Of the map. */
  readonly path: readonly string[]
  readonly list: string
  /** Before which entry; the list's length for the end. */
  readonly index: number
  readonly items: readonly JsonObject[]
  /** A comment above them. */
  readonly note: string
  /** The key of the map above which the list goes where there is none yet. */
  readonly above: string
}

/** The document with more entries; its text gets it by a small edit where it can. */
export function insertItems(document: LoadedDocument, added: NewItems): LoadedDocument {
  const { manifest, edits = [] } = document
  const list = at(manifest, ...added.path, added.list)
  const items = isList(list) ? list : []
  const after = [...items.slice(0, added.index), ...added.items, ...items.slice(added.index)]
  const changed = setAt(manifest, [...added.path, added.list], after)
  const edit = items.length === 0 ? newList(document, added, list) : newEntry(document, added, items.length)
  return { ...document, manifest: asManifest(manifest, changed), edits: [...edits, ...edit] }
}

function setAt(value: Json | undefined, [key, ...rest]: readonly string[], item: Json): JsonObject {
  const object = asObject(value) ?? {}
  if (key === undefined) return object
  return { ...object, [key]: rest.length === 0 ? item : setAt(object[key], rest, item) }
}

function asManifest({ apiVersion, kind, metadata }: Manifest, value: JsonObject): Manifest {
  return { ...value, apiVersion, kind, metadata }
}

function newList(document: LoadedDocument, added: NewItems, list: Json | undefined): readonly Edit[] {
  const { locateInSlice: locate, slice } = document
  // An empty list that stands there would be one too many.
  if (list !== undefined) return []
  const start = startOfLine(slice.source, locate([...added.path, added.above], 'key').start)
  const indent = indentOf(slice.source, start, locate([...added.path, added.above], 'key').start)
  if (indent === undefined) return []
  const lines = [`# ${added.note}`, ...linesOf({ [added.list]: added.items })]
  return [insertAt(document, aboveComments(slice.source, start, indent), lines, indent)]
}

function newEntry(document: LoadedDocument, added: NewItems, length: number): readonly Edit[] {
  const { locateInSlice: locate, slice } = document
  const path: ValuePath = [...added.path, added.list]
  const isLast = added.index === length
  const neighbour = locate([...path, isLast ? length - 1 : added.index])
  const dash = slice.source.lastIndexOf('-', neighbour.start)
  const start = startOfLine(slice.source, dash)
  const indent = indentOf(slice.source, start, dash)
  if (indent === undefined) return []
  const lines = linesOf({ [added.list]: added.items }).slice(1)
  const place = isLast ? endOfLine(slice.source, neighbour.end) : aboveComments(slice.source, start, indent)
  return [insertAt(document, place, [`# ${added.note}`, ...lines], indent)]
}

function linesOf(value: JsonObject): string[] {
  return writeYaml(value).trimEnd().split('\n')
}

function insertAt({ slice: { file } }: LoadedDocument, place: number, lines: readonly string[], indent: string): Edit {
  const text = lines.map((line) => (line === '' ? '\n' : `${indent}${line}\n`)).join('')
  return { span: { file, start: place, end: place }, text }
}

function startOfLine(source: string, place: number): number {
  return source.lastIndexOf('\n', place - 1) + 1
}

function endOfLine(source: string, place: number): number {
  return source[place - 1] === '\n' ? place : source.indexOf('\n', place) + 1
}

/** Undefined where something stands before it on its line: a flow map, an entry of a list. */
function indentOf(source: string, start: number, place: number): string | undefined {
  const lead = source.slice(start, place)
  return /^ *$/.test(lead) ? lead : undefined
}

/** Comments directly above belong to what they stand above. */
function aboveComments(source: string, start: number, indent: string): number {
  let place = start
  while (place > 0) {
    const before = startOfLine(source, place - 1)
    if (!source.slice(before, place).startsWith(`${indent}#`)) return place
    place = before
  }
  return place
}
