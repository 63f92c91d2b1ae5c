import {
  advance,
  closeBlock,
  colon,
  hash,
  isBlankAt,
  isDash,
  refuse,
  skipSpaces,
  space,
  type Cursor,
} from './yaml-plain-cursor.ts'
import { readFlow } from './yaml-plain-flow.ts'
import { readBlockScalar } from './yaml-plain-literal.ts'
import { isQuote, readQuoted } from './yaml-plain-quoted.ts'
import {
  hasDuplicateKeys,
  nothing,
  type PlainEntry,
  type PlainList,
  type PlainMap,
  type PlainNode,
} from './yaml-plain-tree.ts'

/**
 * Reads the keys at the cursor's column and leaves the cursor at the first content that is indented less. The list is
 * copied because V8 reserves room for sixteen more entries in one that has grown.
 */
export function readMap(cursor: Cursor): PlainMap {
  const { at: start, indent } = cursor
  const entries: PlainEntry[] = []
  if (isTooDeep(cursor)) refuse(cursor)
  while (cursor.indent === indent) {
    if (isDash(cursor, cursor.at)) refuse(cursor)
    else readEntry(cursor, entries, indent)
  }
  if (cursor.indent > indent || hasDuplicateKeys(entries)) refuse(cursor)
  cursor.depth--
  return { kind: 'map', start, end: closeBlock(cursor, indent), entries: entries.slice() }
}

const maxDepth = 50
/** The full parser limits the length of a key, white space included. */
const maxColumn = 200
const maxKey = 500

function isTooDeep(cursor: Cursor): boolean {
  return cursor.depth++ > maxDepth || cursor.indent > maxColumn
}

function readList(cursor: Cursor): PlainList {
  const { at: start, indent } = cursor
  const items: PlainNode[] = []
  if (isTooDeep(cursor)) refuse(cursor)
  while (cursor.indent === indent && isDash(cursor, cursor.at)) items.push(readItem(cursor, indent))
  if (cursor.indent > indent) refuse(cursor)
  cursor.depth--
  return { kind: 'list', start, end: closeBlock(cursor, indent), items: items.slice() }
}

function readItem(cursor: Cursor, indent: number): PlainNode {
  const { text, at } = cursor
  const start = skipSpaces(cursor, at + 1)
  if (start >= cursor.lineEnd || text.charCodeAt(start) === hash) return readBelow(cursor, start, indent)
  const isList = isDash(cursor, start)
  if (!isList && endOfKey(cursor, start) < 0) return readInline(cursor, start, indent)
  cursor.indent = indent + start - at
  cursor.at = start
  return isList ? readList(cursor) : readMap(cursor)
}

function readEntry(cursor: Cursor, entries: PlainEntry[], indent: number): void {
  const { text, at: start } = cursor
  const end = endOfKey(cursor, start)
  if (end < 0 || end - start > maxKey) return refuse(cursor)
  const isQuoted = isQuote(text.charCodeAt(start))
  const name = isQuoted ? (readQuoted(text, start, end)?.text ?? '') : text.slice(start, end)
  if (name === '<<') return refuse(cursor)
  const behind = skipSpaces(cursor, end + 1)
  const isEmpty = behind >= cursor.lineEnd || text.charCodeAt(behind) === hash
  const value = isEmpty ? readValueBelow(cursor, behind, indent) : readInline(cursor, behind, indent)
  entries.push({ name, start, end, isQuoted, value })
}

/** The offset of the colon after a key; -1 if no key starts here. */
function endOfKey(cursor: Cursor, start: number): number {
  const { text, lineEnd } = cursor
  if (!isQuote(text.charCodeAt(start))) return startsPlain(cursor, start) ? endOfPlainKey(text, start, lineEnd) : -1
  const end = readQuoted(text, start, lineEnd)?.end ?? lineEnd
  return text.charCodeAt(end) === colon && isBlankAt(text, end + 1, lineEnd) ? end : -1
}

function endOfPlainKey(text: string, start: number, lineEnd: number): number {
  for (let at = start + 1; at < lineEnd; at++) {
    const code = text.charCodeAt(at)
    if (code === colon && isBlankAt(text, at + 1, lineEnd)) return text.charCodeAt(at - 1) === space ? -1 : at
    if (code === hash && text.charCodeAt(at - 1) === space) return -1
  }
  return -1
}

const indicators = ',[]{}#&*!|>\'"%@`'
const indicatorsBeforeSpace = '-?:'

function startsPlain({ text, lineEnd }: Cursor, start: number): boolean {
  const first = text.charAt(start)
  if (indicators.includes(first)) return false
  return !indicatorsBeforeSpace.includes(first) || !isBlankAt(text, start + 1, lineEnd)
}

/** Dashes may be in the same column as the key above them. */
function readValueBelow(cursor: Cursor, start: number, indent: number): PlainNode {
  const isCommented = start < cursor.lineEnd
  advance(cursor)
  if (cursor.indent === indent && isDash(cursor, cursor.at)) return readList(cursor)
  return readDeeper(cursor, { start, indent, isCommented })
}

function readBelow(cursor: Cursor, start: number, indent: number): PlainNode {
  const isCommented = start < cursor.lineEnd
  advance(cursor)
  return readDeeper(cursor, { start, indent, isCommented })
}

interface Opening {
  readonly start: number
  readonly indent: number
  readonly isCommented: boolean
}

/** A missing value extends over the comments after it. */
function readDeeper(cursor: Cursor, { start, indent, isCommented }: Opening): PlainNode {
  if (cursor.indent > indent) return isDash(cursor, cursor.at) ? readList(cursor) : readMap(cursor)
  cursor.tail = isCommented || cursor.comments >= 0 ? cursor.at : start
  cursor.comments = -1
  cursor.isAfterNull = true
  return { kind: 'plain', start, end: start, text: '' }
}

const openList = 0x5b
const openMap = 0x7b
const literal = 0x7c
const folded = 0x3e

function readInline(cursor: Cursor, start: number, indent: number): PlainNode {
  const { text, lineEnd } = cursor
  const code = text.charCodeAt(start)
  if (code === literal || code === folded) return readBlockScalar(cursor, start, indent)
  const node = isQuote(code)
    ? readQuoted(text, start, lineEnd)
    : code === openList || code === openMap
      ? readFlow(text, start, lineEnd)
      : readPlain(cursor, start)
  const behind = node === undefined ? 0 : skipSpaces(cursor, node.end)
  if (node === undefined || (behind < lineEnd && (behind === node.end || text.charCodeAt(behind) !== hash))) {
    refuse(cursor)
    return nothing
  }
  cursor.tail = cursor.next
  cursor.isAfterNull = false
  advance(cursor)
  return node
}

/** Reads to the end of the line or a comment. A colon in it would make it a key. */
function readPlain(cursor: Cursor, start: number): PlainNode | undefined {
  const { text, lineEnd } = cursor
  if (!startsPlain(cursor, start)) return undefined
  let end = start + 1
  for (let at = start; at < lineEnd; at++) {
    const code = text.charCodeAt(at)
    if (code === space) continue
    if (code === hash && text.charCodeAt(at - 1) === space) break
    if (code === colon && isBlankAt(text, at + 1, lineEnd)) return undefined
    end = at + 1
  }
  return { kind: 'plain', start, end, text: text.slice(start, end) }
}
