/**
 * A fast reader for the YAML that specs and manifests use: keys, dashes, scalars and brackets on one line, `|` and `>`.
 * It accepts only texts in which the full parser reports nothing, and reads the same values from them.
 */
import { advance, cursorOf, isDash, refuse, skipSpaces, hash, type Cursor } from './yaml-plain-cursor.ts'
import { readMap } from './yaml-plain-block.ts'
import type { PlainMap } from './yaml-plain-tree.ts'

export interface PlainDocument {
  readonly root: PlainMap
  /** See ParsedDocument. */
  readonly start: number
  readonly end: number
  /** From `---`, if any, to where the full parser ends the document. */
  readonly range: readonly [number, number]
}

/** The documents that are not blank. Undefined if the text needs the full parser. */
export function readPlain(text: string): readonly PlainDocument[] | undefined {
  if (isUnsafe(text)) return undefined
  const cursor = cursorOf(text)
  const documents: PlainDocument[] = []
  advance(cursor)
  let isFirst = true
  while (cursor.at < text.length) {
    const document = readDocument(cursor, isFirst)
    if (document !== undefined) documents.push(document)
    isFirst = false
  }
  return cursor.isRefused ? undefined : documents
}

/** Control characters, line ends that not every YAML version knows, and what looks like a merge conflict. */
function isUnsafe(text: string): boolean {
  if (unsafe.test(text) || text.includes('<<<<<<< ')) return true
  return text.includes('\r') && /\r(?!\n)/.test(text)
}

// oxlint-disable-next-line no-control-regex -- tab and line ends are the only ones that YAML allows
const unsafe = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\ufeff]/

function readDocument(cursor: Cursor, isFirst: boolean): PlainDocument | undefined {
  const { at: opened, isMarker } = cursor
  if (isMarker) passMarker(cursor)
  const start = isMarker ? cursor.next : isFirst ? 0 : opened
  if (isMarker && !cursor.isRefused) advance(cursor)
  if (cursor.indent < 0) return undefined
  if (cursor.indent > 0 || isDash(cursor, cursor.at)) {
    refuse(cursor)
    return undefined
  }
  const root = readMap(cursor)
  const closed = cursor.isAfterNull ? cursor.tail : cursor.at
  return { root, start, end: cursor.at, range: [opened, closed] }
}

/** Only a comment may follow the marker on its line. */
function passMarker(cursor: Cursor): void {
  const end = cursor.at + '---'.length
  const behind = skipSpaces(cursor, end)
  if (behind < cursor.lineEnd && cursor.text.charCodeAt(behind) !== hash) refuse(cursor)
}
