import type { Edit } from '../diagnostic/diagnostic.ts'
import type { ValuePath } from '../source/span.ts'
import { asObject, isList, at } from './fields.ts'
import type { LoadedDocument } from './load.ts'
import type { Json, JsonObject, Manifest } from './manifest.ts'
import { writeYaml } from './write.ts'

/** Entries for a list, which is created if the map lacks it. */
export interface NewItems {
  /** The map that contains the list. */
  readonly path: readonly string[]
  readonly list: string
  /** Inserts before this entry, or at the end if it is the list's length. */
  readonly index: number
  readonly items: readonly JsonObject[]
  /** Written as a comment above the new entries. */
  readonly note: string
  /** A new list goes above this key of the map. */
  readonly above: string
}

/** Adds the entries, with a small edit of the text if its form allows one. */
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
  // Adding the key again beside an empty list would duplicate it.
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

/** Undefined if the line has something before `place`, such as a flow map or the dash of a list. */
function indentOf(source: string, start: number, place: number): string | undefined {
  const lead = source.slice(start, place)
  return /^ *$/.test(lead) ? lead : undefined
}

/** Comments directly above an entry belong to it, so the new text goes above them. */
function aboveComments(source: string, start: number, indent: string): number {
  let place = start
  while (place > 0) {
    const before = startOfLine(source, place - 1)
    if (!source.slice(before, place).startsWith(`${indent}#`)) return place
    place = before
  }
  return place
}
