/** The plain reader's position: always on a line with content, or after the document's last one. */
export interface Cursor {
  readonly text: string
  /** The first character of the content, after white space and, in `- a: 1`, after the dash. */
  at: number
  /** The column of `at`; -1 on a `---`, at the end of the text, and after a refusal. */
  indent: number
  /** The end of the line, comment included, line end excluded. `next` is where the next line starts. */
  lineEnd: number
  next: number
  isMarker: boolean
  /** The column of the deepest comment between the previous line and this one; -1 if there is none. */
  comments: number
  /** Whether no collection has been closed on this line yet. */
  isFresh: boolean
  /** Where the full parser ends the last node, its line end included; -1 if only that parser knows. */
  tail: number
  /** Whether the last node was a missing value. */
  isAfterNull: boolean
  depth: number
  tab: number
  isRefused: boolean
}

export const space = 0x20
export const hash = 0x23
const dash = 0x2d
export const colon = 0x3a
const carriageReturn = 0x0d
const dot = 0x2e

export function cursorOf(text: string): Cursor {
  const ends = { at: 0, indent: -1, lineEnd: 0, next: 0, isMarker: false, comments: -1, tail: 0 }
  return { text, ...ends, isFresh: true, isAfterNull: false, depth: 0, tab: nextTab(text, 0), isRefused: false }
}

/** Moves to the end of the text, so that every reader stops. */
export function refuse(cursor: Cursor): void {
  cursor.isRefused = true
  cursor.isMarker = false
  cursor.indent = -1
  cursor.at = cursor.text.length
  cursor.next = cursor.text.length
  cursor.lineEnd = cursor.text.length
}

/** Moves to the next line with content. */
export function advance(cursor: Cursor): void {
  const { text } = cursor
  cursor.comments = -1
  cursor.isFresh = true
  cursor.isMarker = false
  for (let start = cursor.next; start < text.length; start = cursor.next) {
    measure(cursor, start)
    if (hasTab(cursor, start)) return refuse(cursor)
    let at = start
    while (text.charCodeAt(at) === space) at++
    if (at >= cursor.lineEnd) continue
    const column = at - start
    if (text.charCodeAt(at) !== hash) return stand(cursor, at, column)
    cursor.comments = Math.max(cursor.comments, column)
  }
  cursor.at = text.length
  cursor.lineEnd = text.length
  cursor.indent = -1
}

/** Whether a list item starts here. */
export function isDash({ text, lineEnd }: Cursor, at: number): boolean {
  return text.charCodeAt(at) === dash && isBlankAt(text, at + 1, lineEnd)
}

export function isBlankAt(text: string, at: number, lineEnd: number): boolean {
  return at >= lineEnd || text.charCodeAt(at) === space
}

export function skipSpaces({ text }: Cursor, from: number): number {
  let at = from
  while (text.charCodeAt(at) === space) at++
  return at
}

/**
 * Where the full parser ends a block that closes here. A comment below it belongs to the outermost block whose column it
 * reaches. A comment deeper than the innermost block belongs to its last value, and only the full parser knows how far.
 */
export function closeBlock(cursor: Cursor, indent: number): number {
  const end = cursor.tail
  if (cursor.comments < 0) return end
  if (cursor.isFresh && cursor.comments > indent) {
    cursor.comments = -1
    cursor.tail = -1
    return -1
  }
  cursor.isFresh = false
  if (indent === 0 || cursor.comments < indent) return end
  cursor.comments = -1
  cursor.tail = cursor.at
  return end
}

function measure(cursor: Cursor, start: number): void {
  const { text } = cursor
  const newline = text.indexOf('\n', start)
  cursor.next = newline < 0 ? text.length : newline + 1
  const end = newline < 0 ? text.length : newline
  cursor.lineEnd = end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end
}

function hasTab(cursor: Cursor, start: number): boolean {
  if (cursor.tab < start) cursor.tab = nextTab(cursor.text, start)
  return cursor.tab < cursor.lineEnd
}

function nextTab(text: string, from: number): number {
  const tab = text.indexOf('\t', from)
  return tab < 0 ? Infinity : tab
}

function stand(cursor: Cursor, at: number, column: number): void {
  const { text, lineEnd } = cursor
  const code = text.charCodeAt(at)
  cursor.at = at
  cursor.indent = column
  if (column > 0 || (code !== dash && code !== dot)) return
  if (text.startsWith('...', at)) return refuse(cursor)
  if (!text.startsWith('---', at)) return
  if (!isBlankAt(text, at + 3, lineEnd)) return refuse(cursor)
  cursor.isMarker = true
  cursor.indent = -1
}
